// SPDX-License-Identifier: MIT
// The command pull: the header, its options, and a baseline that the history takes for applied.
#include <filesystem>

#include "folder_project.hpp"
#include "support/catch.hpp"

using namespace orm_test;

namespace {

const char* const live_schema =
    "create type mood as enum ('sad', 'happy');"
    "create table users (id integer primary key, full_name text not null, mood mood);"
    "create table posts (id integer primary key, author_id integer references users (id));"
    "create view names as select full_name from users";

bool has_text(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("pull: relations and camel case unless something else is said", "[kit]") {
    kit_project project(live_schema);
    const std::string plain = project.run({"pull"}).out;
    CHECK(has_text(plain, "orm::text<M> fullName;"));
    CHECK(has_text(plain, "orm::one("));
    CHECK(has_text(plain, "orm::many("));
    const std::string other = project.run({"pull", "--casing", "preserve", "--no-relations"}).out;
    CHECK(has_text(other, "orm::text<M> full_name;"));
    CHECK_FALSE(has_text(other, "orm::one("));
    CHECK(project.run({"pull", "--casing", "upper"}).status == 64);
}

TEST_CASE("pull: a baseline makes everything elsewhere and counts as applied here", "[kit]") {
    kit_project project(live_schema);
    const auto is_written = [&](const std::string& name) {
        return std::filesystem::exists(project.folder.path() + "/" + name);
    };
    if (pooler_url() != nullptr) {
        CHECK_THAT(project.run({"pull", "--to", "schema.hpp", "--baseline"}).err,
                   contains_text(pooler_advice));
        CHECK_FALSE(is_written("schema.hpp"));
        CHECK_FALSE(is_written("migrations"));
        return tell_refused(__FILE__, __LINE__);
    }
    const auto made = project.run({"pull", "--to", "schema.hpp", "--baseline", "--json"});
    REQUIRE(made.status == 0);
    CHECK(made.object().at("baseline") == "0000_baseline");
    CHECK(project.run({"pull", "--to", "schema.hpp"}).status == 1);
    CHECK(project.run({"pull", "--to", "other.hpp", "--baseline"}).status == 1);
    CHECK_FALSE(is_written("other.hpp"));

    project.wanted = project.live();
    CHECK(project.run({"migrate", "--json"}).object().at("status") == "no_changes");
    CHECK(project.run({"generate", "--json"}).object().at("status") == "no_changes");
    CHECK(codes_in(project.run({"check", "--json"})).empty());

    test_database empty;
    const auto elsewhere = project.run_plain({"kit", "migrate", "--url", empty.url()});
    CHECK(elsewhere.status == 0);
    CHECK(empty.value("select count(*) from names") == "0");
}
