// SPDX-License-Identifier: MIT
// E17: random schemas go through generate, migrate, pull and generate again, and nothing is left to change.
#include "support/catch.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "folder_project.hpp"
#include "integration/diff/random_schema.hpp"
#include "integration/kit/compile_header.hpp"

using namespace orm_test;

namespace {

/// Long form: ORM_FAULT_LONG=1.
bool is_long() { return std::getenv("ORM_FAULT_LONG") != nullptr; }

/// generate names snapshots by the time.
struct fixed_clock {
    fixed_clock() { ::setenv("SOURCE_DATE_EPOCH", "1795212047", 1); }
    ~fixed_clock() { ::unsetenv("SOURCE_DATE_EPOCH"); }
    fixed_clock(const fixed_clock&) = delete;
    fixed_clock& operator=(const fixed_clock&) = delete;
};

/// Every file of a folder with its bytes.
std::map<std::string, std::string> files_in(const std::string& folder) {
    std::map<std::string, std::string> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file())
            files[fs::relative(entry.path(), folder).string()] =
                orm_test::text_of(entry.path().string());
    return files;
}

std::string word_of(const kit_result& result) {
    INFO(result.out << result.err);
    CHECK(result.status == 0);
    return result.status == 0 ? result.object().at("status").get<std::string>() : result.err;
}

/// What C++ can declare of a random schema; a column of a domain's type needs the domain.
orm::catalog::database declarable_part(orm::catalog::database of) {
    for (orm::catalog::table& table : of.tables)
        for (orm::catalog::column& column : table.columns)
            if (orm::catalog::find(of.domains, column.type.schema, column.type.name) != nullptr)
                column.type = {"", "integer", 0};
    return orm::kit::declarable(std::move(of)).part;
}

/// A random schema as this server spells its expressions, which is what pull writes.
orm::catalog::database random_wanted(unsigned seed) {
    kit_project made;
    made.wanted = declarable_part(random_schema(seed).make());
    CHECK(word_of(made.run({"push", "--json"})) == "ok");
    CHECK(word_of(made.run({"push", "--json"})) == "no_changes");
    return made.live();
}

/// One project on its way, and the header that its database is pulled into.
struct random_project {
    kit_project kit;
    orm::kit::pulled_schema pulled;

    explicit random_project(unsigned seed) {
        const fixed_clock clock;
        kit.wanted = random_wanted(seed);
        const std::string folder = kit.folder.path() + "/migrations";
        const std::string other = kit.folder.path() + "/other";
        CHECK(word_of(kit.run_plain({"kit", "generate", "--json"})) == "ok");
        CHECK(word_of(kit.run_plain({"kit", "generate", "--json", "--out", other})) == "ok");
        const auto files = files_in(folder);
        CHECK(files.size() >= 4);
        CHECK(files == files_in(other));
        CHECK(generate_again(kit.wanted) == "");
        CHECK(word_of(kit.run({"migrate", "--json"})) == "ok");

        orm::kit::pull_options options;
        options.name_space = "db" + std::to_string(seed);
        pulled = orm::kit::pull(inspect(kit.database), options);
    }

    /// What generate says of a schema that the folder leads to already; no file may come.
    std::string generate_again(const orm::catalog::database& wanted) {
        const std::string folder = kit.folder.path() + "/migrations";
        const auto files = files_in(folder);
        kit.wanted = wanted;
        const kit_result again = kit.run_plain({"kit", "generate", "--json"});
        if (word_of(again) == "no_changes" && files == files_in(folder)) return "";
        return again.out;
    }
};

}  // namespace

TEST_CASE("random projects: generate, migrate, pull and generate leave nothing to change",
          "[kit][E17]") {
    const unsigned last = is_long() ? 200 : 20;
    constexpr unsigned at_once = 20;
    unsigned empty = 0;
    for (unsigned first = 1; first <= last; first += at_once) {
        std::vector<std::unique_ptr<random_project>> projects;
        std::vector<named_header> headers;
        for (unsigned seed = first; seed < first + at_once; ++seed) {
            INFO("seed " << seed);
            projects.push_back(std::make_unique<random_project>(seed));
            headers.push_back({projects.back()->pulled.header, "db" + std::to_string(seed)});
        }
        const compiled_headers compiled = compile_headers(headers);
        REQUIRE(compiled.complaints == "");
        for (std::size_t at = 0; at < projects.size(); ++at) {
            INFO("seed " << first + at);
            const std::string left = projects[at]->generate_again(compiled.declared[at]);
            CHECK(left == "");
            empty += left.empty() ? 1U : 0U;
        }
    }
    std::printf("random projects: %u of %u empty after generate, migrate, pull, generate\n", empty,
                last);
}
