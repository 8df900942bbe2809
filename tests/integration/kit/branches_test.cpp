// SPDX-License-Identifier: MIT
// Branches that were merged: joined when they touch different objects, refused and named otherwise.
#include <cstdlib>
#include <filesystem>

#include "folder_project.hpp"
#include "support/catch.hpp"

using namespace orm_test;

namespace {

/// Two branches of one folder, as a merge in version control puts them together.
struct branched_project : kit_project {
    explicit branched_project(const char* layout) : layout_(layout) {
        wanted.tables.push_back(table_named("a"));
        generate("init");
        base_ = wanted;
    }

    void generate(const std::string& name) {
        ::setenv("SOURCE_DATE_EPOCH", std::to_string(1'800'000'000 + ++clock_).c_str(), 1);
        const auto made = run({"generate", "--name", name, "--layout", layout_});
        ::unsetenv("SOURCE_DATE_EPOCH");
        REQUIRE(made.status == 0);
    }

    /// One branch: from the common state, in a folder of its own; its files come over afterwards.
    void branch(const std::string& name, const orm::catalog::database& wants) {
        namespace files = std::filesystem;
        const files::path here = folder.path() + "/migrations";
        const files::path aside = folder.path() + "/common";
        if (!files::exists(aside)) files::copy(here, aside, files::copy_options::recursive);
        files::rename(here, folder.path() + "/merged");
        files::copy(aside, here, files::copy_options::recursive);
        wanted = wants;
        generate(name);
        files::copy(here, folder.path() + "/merged",
                    files::copy_options::recursive | files::copy_options::skip_existing);
        files::remove_all(here);
        files::rename(folder.path() + "/merged", here);
    }

    orm::catalog::database base() const { return base_; }

private:
    std::string layout_;
    int clock_ = 0;
    orm::catalog::database base_;
};

orm::catalog::column note_column() {
    orm::catalog::column made;
    made.name = "note";
    made.type.name = "text";
    return made;
}

}  // namespace

TEST_CASE("generate: branches that touch different objects are joined by the next migration") {
    branched_project project("folders");
    auto ours = project.base();
    ours.tables.push_back(table_named("b"));
    project.branch("ours", ours);
    auto theirs = project.base();
    theirs.tables.front().columns.push_back(note_column());
    project.branch("theirs", theirs);

    auto both = ours;
    both.tables.front().columns.push_back(note_column());
    project.wanted = both;
    const auto before = project.run({"check", "--json"});
    CHECK(before.status == 0);
    CHECK(has(codes_in(before), "branches"));
    CHECK_FALSE(has(codes_in(before), "schema_ahead"));
    CHECK(project.run({"generate", "--json"}).object().at("status") == "no_changes");
    CHECK(project.run({"migrate"}).status == 0);
    CHECK_FALSE(has(codes_in(project.run({"check", "--json"})), "drift"));

    project.wanted.tables.push_back(table_named("c"));
    const auto made = project.run({"generate", "--name", "join", "--json"});
    REQUIRE(made.status == 0);
    CHECK(made.object().at("migrations").at(0).at("statements").size() == 1);
    const auto snapshot = nlohmann::json::parse(
        text_of(made.object().at("migrations").at(0).at("snapshot").get<std::string>()));
    CHECK(snapshot.at("prevIds").size() == 2);
    CHECK(project.run({"migrate"}).status == 0);
    CHECK(codes_in(project.run({"check", "--json"})).empty());
}

TEST_CASE("generate: branches that touch one object are refused, and named") {
    branched_project project("folders");
    auto ours = project.base();
    ours.tables.front().columns.push_back(note_column());
    project.branch("ours", ours);
    auto theirs = project.base();
    theirs.tables.clear();
    project.branch("theirs", theirs);

    const auto checked = project.run({"check", "--json"});
    CHECK(checked.status == 3);
    CHECK(has(codes_in(checked), "conflict"));
    CHECK(checked.out.find("add column public.a.note") != std::string::npos);
    CHECK(checked.out.find("drop table public.a") != std::string::npos);
    project.wanted.tables.push_back(table_named("c"));
    const auto refused = project.run({"generate"});
    CHECK(refused.status == 1);
    CHECK(refused.err.find("ours (add column public.a.note)") != std::string::npos);
    CHECK(project.run({"make", "by_hand"}).status == 1);
    CHECK(project.run({"generate", "--ignore-conflicts"}).status == 0);
    CHECK_FALSE(has(codes_in(project.run({"check", "--json"})), "conflict"));
}

TEST_CASE("generate: a journal has one line, so branches in it are refused") {
    branched_project project("classic");
    auto ours = project.base();
    ours.tables.push_back(table_named("b"));
    project.branch("ours", ours);
    const std::string path = project.folder.path() + "/migrations/meta/_journal.json";
    auto journal = nlohmann::ordered_json::parse(text_of(path));
    auto theirs = project.base();
    theirs.tables.push_back(table_named("c"));
    project.branch("theirs", theirs);
    // Both took number 1: the merge kept one snapshot and both lines of the journal.
    auto line = journal.at("entries").at(0);
    line["tag"] = "0001_ours", line["idx"] = 1;
    journal["entries"].push_back(line);
    line["tag"] = "0001_theirs", line["idx"] = 2;
    journal["entries"].push_back(line);
    orm::kit::write_file(path, journal.dump());
    const auto checked = project.run({"check", "--json"});
    CHECK(checked.status == 3);
    CHECK(has(codes_in(checked), "branches"));
    CHECK(project.run({"generate"}).status == 1);
}
