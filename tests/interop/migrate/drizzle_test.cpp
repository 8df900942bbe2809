// SPDX-License-Identifier: MIT
// Our migrator and Drizzle's own take turns on one database and one folder.
#include "support/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <string>

#include "drizzle.hpp"

using namespace orm_test;

namespace {

using copy_function = void (*)(const fs::path&, const fs::path&, std::size_t);

/// Grows the folder step by step; both migrators run at each step, the first one does the work.
void take_turns(const std::string& project, const std::string& package, copy_function copy,
                std::size_t count, std::size_t step, bool ours_begins) {
    const fs::path source = shared_data("corpus/" + project);
    if (source.empty()) ORM_SKIP("shared data corpus/" + project + " is not there");
    if (drizzle_home().empty()) ORM_SKIP("node, npm or Drizzle's packages are not there");
    test_database database;
    run_prelude(database, source);
    test_folder part;
    bool ours_first = ours_begins;
    for (std::size_t done = std::min(step, count);; done = std::min(done + step, count)) {
        copy(source / "migrations", part.path(), done);
        if (!ours_first) CHECK(drizzle_migrate(package, database, part.path()) == "");
        const auto report = migrate(database, part);
        CHECK(report.was_up_to_date() != ours_first);
        if (ours_first) CHECK(drizzle_migrate(package, database, part.path()) == "");
        CHECK(applied_count(database) == std::to_string(done));
        ours_first = !ours_first;
        if (done == count) break;
    }
    CHECK(oracle_difference(database, source) == "");
}

}  // namespace

TEST_CASE("drizzle 0.45: takes turns with ours on a journal, ours first", "[interop]") {
    take_turns("dokploy", "drizzle-orm", copy_part, 186, 31, true);
}

TEST_CASE("drizzle 0.45: takes turns with ours on a journal, ours second", "[interop]") {
    take_turns("dokploy", "drizzle-orm", copy_part, 186, 31, false);
}

TEST_CASE("drizzle 1.0: takes turns with ours on folders, ours first", "[interop]") {
    take_turns("reactive-resume", "drizzle-1-0", copy_part_of_folders, 24, 4, true);
}

TEST_CASE("drizzle 1.0: takes turns with ours on folders, ours second", "[interop]") {
    take_turns("reactive-resume", "drizzle-1-0", copy_part_of_folders, 24, 4, false);
}
