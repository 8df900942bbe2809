// SPDX-License-Identifier: MIT
// Drizzle's own kit reads the snapshots that we write, and finds nothing to change.
#include "support/catch.hpp"

#include <fstream>
#include <string>

#include <orm/inspect/snapshot.hpp>
#include <orm/inspect/to_snapshot_v7.hpp>
#include <orm/inspect/to_snapshot_v8.hpp>

#include "integration/migrate/corpus_fixture.hpp"

using namespace orm_test;

namespace {

/// A folder with the kit of one version and tests/interop/diff/schema.ts, installed once for all runs of
/// one user; empty when the packages cannot be had.
fs::path kit_home(const std::string& version) {
    const fs::path folder = fs::temp_directory_path() /
                            ("orm_interop_kit_" + version + "_" + std::to_string(::getuid()));
    const fs::path source = fs::path(ORM_TESTS_DIR) / "interop/diff";
    fs::create_directories(folder);
    const auto overwrite = fs::copy_options::overwrite_existing;
    fs::copy_file(source / "schema.ts", folder / "schema.ts", overwrite);
    fs::copy_file(source / ("package_" + version + ".json"), folder / "package.json", overwrite);
    int status = 0;
    output_of("cd " + folder.string() +
                  " && (npm ls --silent >/dev/null || npm install --silent --no-audit --no-fund)",
              &status);
    return status == 0 ? folder : fs::path();
}

std::string generate(const fs::path& home, const fs::path& out, const std::string& name) {
    return output_of("cd " + home.string() +
                     " && npx --no-install drizzle-kit generate --dialect=postgresql "
                     "--schema=./schema.ts --out=" +
                     fs::relative(out, home).string() + " --name=" + name + " </dev/null");
}

fs::path snapshot_in(const fs::path& out) {
    for (const auto& entry : fs::recursive_directory_iterator(out))
        if (entry.path().filename().string().find("snapshot.json") != std::string::npos)
            return entry.path();
    return {};
}

/// Reads the kit's snapshot of the schema, writes it back with our writer, changed by `change`, and asks the
/// kit once more.
template <class Change>
std::string answer_to_ours(const fs::path& home, int version, Change change) {
    const test_folder out;
    REQUIRE(generate(home, out.path(), "first").find("migration") != std::string::npos);
    const fs::path file = snapshot_in(out.path());
    REQUIRE(!file.empty());
    orm::inspect::snapshot read = orm::inspect::read_snapshot_file(file.string());
    REQUIRE(read.version == version);
    change(read.database);
    std::ofstream(file, std::ios::binary)
        << (version == 7 ? orm::inspect::to_snapshot_v7(read) : orm::inspect::to_snapshot_v8(read));
    return generate(home, out.path(), "second");
}

}  // namespace

#define ORM_WITH_KIT(home, version)                                                                \
    const fs::path home = kit_home(version);                                                       \
    if (home.empty()) ORM_SKIP("node, npm or drizzle-kit " version ".x are not there")

TEST_CASE("drizzle-kit 0.31 finds nothing to change in a snapshot that we wrote") {
    ORM_WITH_KIT(home, "0");
    CHECK_THAT(answer_to_ours(home, 7, [](auto&) {}), contains_text("No schema changes"));
}

TEST_CASE("drizzle-kit 1.0 finds nothing to change in a snapshot that we wrote") {
    ORM_WITH_KIT(home, "1");
    CHECK_THAT(answer_to_ours(home, 8, [](auto&) {}), contains_text("No schema changes"));
}

TEST_CASE("drizzle-kit sees what was taken out of a snapshot that we wrote") {
    const auto without_a_column = [](orm::catalog::database& of) {
        for (auto& table : of.tables)
            if (table.name == "logs") table.columns.pop_back();
    };
    ORM_WITH_KIT(older, "0");
    CHECK_THAT(answer_to_ours(older, 7, without_a_column), !contains_text("No schema changes"));
    ORM_WITH_KIT(newer, "1");
    CHECK_THAT(answer_to_ours(newer, 8, without_a_column), !contains_text("No schema changes"));
}
