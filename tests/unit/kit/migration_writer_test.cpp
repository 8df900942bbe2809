// SPDX-License-Identifier: MIT
// What lies on disk behind a generated migration, and that the same change gives the same bytes.
#include <fstream>
#include <iterator>

#include <orm/kit/migration_writer.hpp>

#include "support/catch.hpp"
#include "support/temporary_folder.hpp"

namespace {

using orm::kit::folder_layout;

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

orm::catalog::database with_table(const std::string& name) {
    orm::catalog::database made;
    orm::catalog::table table;
    table.schema = "public";
    table.name = name;
    table.columns.push_back({"id", {"", "integer", 0}, true, {}, {}, {}, "", "", ""});
    made.tables.push_back(table);
    return made;
}

orm::kit::migration_paths write(const std::string& folder, const std::string& name,
                                folder_layout layout = folder_layout::classic) {
    orm::kit::migration_list list = orm::kit::read_migrations(folder, layout);
    orm::kit::new_migration made;
    made.name = name;
    made.up = "select 1;";
    made.down = "select 2;\n";
    made.after = with_table(name);
    return orm::kit::write_migration(list, made);
}

struct fixed_clock {
    fixed_clock() { ::setenv("SOURCE_DATE_EPOCH", "1795212047", 1); }
    ~fixed_clock() { ::unsetenv("SOURCE_DATE_EPOCH"); }
    fixed_clock(const fixed_clock&) = delete;
    fixed_clock& operator=(const fixed_clock&) = delete;
};

}  // namespace

TEST_CASE("migration writer: the classic layout counts up and chains its snapshots") {
    const orm_test::temporary_folder folder;
    CHECK(write(folder.path(), "init").tag == "0000_init");
    CHECK(write(folder.path(), "more").tag == "0001_more");
    const auto list = orm::kit::read_migrations(folder.path(), folder_layout::classic);
    REQUIRE(list.entries.size() == 2);
    CHECK(list.entries[0].when < list.entries[1].when);
    const auto first = orm::inspect::read_snapshot_file(list.entries[0].snapshot);
    const auto second = orm::inspect::read_snapshot_file(list.entries[1].snapshot);
    CHECK(first.previous.at(0) == orm::inspect::origin_id);
    CHECK(second.previous.at(0) == first.id);
    CHECK(second.database.tables.at(0).name == "more");
    CHECK(bytes_of(list.entries[1].down) == "select 2;\n");
}

TEST_CASE("migration writer: the folders layout names folders by time, a second apart at least") {
    const fixed_clock clock;
    const orm_test::temporary_folder folder;
    CHECK(write(folder.path(), "init", folder_layout::folders).tag == "20261120220047_init");
    CHECK(write(folder.path(), "more", folder_layout::folders).tag == "20261120220048_more");
    const auto list = orm::kit::read_migrations(folder.path(), folder_layout::classic);
    CHECK(list.layout == folder_layout::folders);
    CHECK(orm::kit::branches(list).end_ids().size() == 1);
}

TEST_CASE("migration writer: the same change at the same time gives the same bytes") {
    const fixed_clock clock;
    const orm_test::temporary_folder one;
    const orm_test::temporary_folder other;
    for (const std::string& folder : {one.path(), other.path()}) write(folder, "init");
    for (const char* file :
         {"0000_init.sql", "0000_init.down.sql", "meta/_journal.json", "meta/0000_snapshot.json"})
        CHECK(bytes_of(one.path() + "/" + file) == bytes_of(other.path() + "/" + file));
}

TEST_CASE("migration writer: what the journal does not know does not exist") {
    const orm_test::temporary_folder folder;
    write(folder.path(), "init");
    const std::string journal = bytes_of(folder.path() + "/meta/_journal.json");
    write(folder.path(), "lost");
    // As if the process had been killed before the journal was replaced.
    orm::kit::write_file(folder.path() + "/meta/_journal.json", journal);
    const auto list = orm::kit::read_migrations(folder.path(), folder_layout::classic);
    CHECK(orm::kit::newest_snapshot(list).database.tables.at(0).name == "init");
    CHECK(write(folder.path(), "lost").tag == "0001_lost");
}

TEST_CASE("migration writer: a folder of numbered files without a journal is left alone") {
    const orm_test::temporary_folder folder;
    orm::kit::write_file(folder.path() + "/001_a.sql", "select 1;");
    CHECK_THROWS_AS(orm::kit::read_migrations(folder.path(), folder_layout::classic), orm::error);
}

TEST_CASE("migration names: say what the first change does") {
    const auto plan = orm::diff::make_plan({}, with_table("Blog Posts"));
    CHECK(orm::kit::name_of(plan) == "create_blog_posts");
    CHECK(orm::kit::checked_name("Add Posts!") == "add_posts");
    CHECK_THROWS_AS(orm::kit::checked_name("../.."), orm::error);
    CHECK(orm::kit::identity_of("a") == orm::kit::identity_of("a"));
    CHECK(orm::kit::identity_of("a") != orm::kit::identity_of("b"));
    CHECK(orm::kit::identity_of("a").size() == 36);
}

TEST_CASE("migration list: a time in the journal that is no 64-bit integer is refused") {
    for (const char* when :
         {"1700000000001700000000001", "1.5", "1e3", "18446744073709551615", "\"1\""}) {
        CAPTURE(when);
        orm::kit::migration_list list;
        const std::string journal =
            std::string(R"({"entries":[{"tag":"0000_a","when":)") + when + "}]}";
        CHECK_THROWS_WITH(orm::kit::detail::take_journal(list, journal, "j"),
                          orm_test::contains_text("j: a time ('when') is no whole number"));
    }
}
