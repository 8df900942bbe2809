// SPDX-License-Identifier: MIT
// generate, check, drop and rollback on folders: what is written, what is found, what is refused.
#include <csignal>

#include <sys/wait.h>
#include <unistd.h>

#include "folder_project.hpp"
#include "support/catch.hpp"

namespace {

using namespace orm_test;

/// A project whose database has one migration applied.
struct applied_project : kit_project {
    applied_project() {
        wanted.tables.push_back(table_named("a"));
        REQUIRE(run({"generate", "--name", "init"}).status == 0);
        REQUIRE(run({"migrate"}).status == 0);
    }

    std::string path(const std::string& file) const {
        return folder.path() + "/migrations/" + file;
    }
};

}  // namespace

TEST_CASE("generate: a new value of an enum gets a migration of its own, and both run") {
    applied_project project;
    orm::catalog::enumeration mood{"public", "mood", {"sad", "ok"}, ""};
    project.wanted.enums.push_back(mood);
    auto& table = project.wanted.tables[0];
    orm::catalog::column state;
    state.name = "state";
    state.type = {"public", "mood", 0};
    state.default_expression = "'ok'";
    table.columns.push_back(state);
    CHECK(project.run({"generate", "--name", "mood", "--json"}).object().at("migrations").size() ==
          1);
    project.wanted.enums[0].values.push_back("wild");
    table.columns[1].default_expression = "'wild'";
    const auto made = project.run({"generate", "--name", "wild", "--json"}).object();
    REQUIRE(made.at("migrations").size() == 2);
    CHECK(made.at("migrations").at(0).at("tag") == "0002_wild_values");
    CHECK(made.at("migrations").at(1).at("tag") == "0003_wild");
    CHECK(project.run({"migrate"}).status == 0);
    CHECK(project.run({"generate", "--json"}).object().at("status") == "no_changes");
    CHECK(codes_in(project.run({"check", "--json"})).empty());
}

TEST_CASE("generate: both layouts bring a database there and back") {
    for (const char* layout : {"classic", "folders"}) {
        CAPTURE(layout);
        kit_project project;
        project.wanted.tables = {table_named("a"), table_named("b")};
        orm::catalog::index index;
        index.name = "b_id";
        index.keys.push_back({"id", false, false, false, "", ""});
        index.concurrently = true;
        CHECK(project.run({"generate", "--layout", layout}).status == 0);
        project.wanted.tables[1].indexes.push_back(index);
        CHECK(project.run({"generate", "--name", "index"}).status == 0);
        ORM_POOLER_REFUSES(project.run({"migrate"}).err);
        CHECK(project.run({"migrate"}).status == 0);
        CHECK(project.live().tables.size() == 2);
        CHECK(project.run({"check", "--json"}).status == 0);
        CHECK(project.run({"rollback", "--steps", "2"}).status == 0);
        CHECK(project.live().tables.empty());
        CHECK(
            project
                .run({"migrate", "--to",
                      project.run({"status", "--json"}).object().at("migrations").at(0).at("name")})
                .status == 0);
        CHECK(project.run({"status", "--json"}).object().at("pending") == 1);
    }
}

TEST_CASE("up --layout folders: the database still knows its migrations") {
    applied_project project;
    CHECK(project.run({"up", "--layout", "folders"}).status == 0);
    const auto status = project.run({"status", "--json"});
    CHECK(status.status == 0);
    CHECK(status.object().at("migrations").at(0).at("state") == "applied");
    CHECK(project.run({"generate", "--json"}).object().at("status") == "no_changes");
    CHECK(project.run({"check", "--json"}).status == 0);
}

TEST_CASE("generate: what Drizzle's snapshots cannot say is remembered too") {
    for (const char* layout : {"classic", "folders"}) {
        CAPTURE(layout);
        kit_project project(R"(
create table p (id integer primary key deferrable, k integer unique, a text collate "C" not null,
                b integer generated always as (id * 2) stored not null,
                unique (a) include (b) deferrable initially deferred,
                exclude using btree (b with =));
create table c (id integer references p (k) match full deferrable, check (id > 0) no inherit);
create unique index c_id on c (id) include (id) nulls not distinct;
comment on table c is 'a table'; comment on column c.id is 'a column';
)");
        project.wanted = project.live();
        CHECK(project.run({"generate", "--layout", layout}).status == 0);
        const auto again = project.run({"generate", "--json"});
        CAPTURE(again.out);
        CHECK(again.object().at("status") == "no_changes");
    }
}

TEST_CASE("diff: an expression that the server spells in its own way is no difference") {
    applied_project project;
    project.database.run(
        "alter table a add constraint positive check (id >= 0 and id in (1, 2, 3))");
    project.wanted = project.live();
    auto& check = project.wanted.tables[0].checks.at(0);
    check.expression = "id >= 0 and id in (1, 2, 3)";
    const auto there = project.run({"diff", "database", "schema", "--json"});
    CAPTURE(there.out);
    CHECK(there.object().at("status") == "no_changes");
    const auto back = project.run({"diff", "schema", "database", "--json"});
    CHECK(back.object().at("status") == "no_changes");
    check.expression = "id > 0 and id in (1, 2, 3)";
    const auto other = project.run({"diff", "database", "schema", "--json"});
    CHECK(other.object().at("status") != "no_changes");
}

TEST_CASE("check: names what is wrong, by a code") {
    applied_project project;
    CHECK(codes_in(project.run({"check", "--json"})).empty());

    project.database.run("alter table a add column by_hand text");
    const auto drifted = project.run({"check", "--json"});
    CHECK(drifted.status == 3);
    CHECK(has(codes_in(drifted), "drift"));
    project.database.run("alter table a drop column by_hand");

    project.wanted.tables.push_back(table_named("b"));
    CHECK(has(codes_in(project.run({"check", "--json"})), "schema_ahead"));
    CHECK(project.run({"generate", "--name", "b"}).status == 0);
    const auto pending = project.run({"check", "--json"});
    CHECK(pending.status == 0);
    CHECK(has(codes_in(pending), "pending"));
    CHECK(project.run({"check", "--strict"}).status == 3);

    orm::kit::write_file(project.path("0000_init.sql"), "select 1;\n");
    const auto edited = project.run({"check", "--json"});
    CHECK(edited.status == 3);
    CHECK(has(codes_in(edited), "edited"));
    CHECK(project.run({"status"}).status == 3);
    CHECK(project.run({"migrate"}).status == 1);

    orm::kit::write_file(project.path("0009_stray.sql"), "select 1;\n");
    CHECK(has(codes_in(project.run({"check", "--json"})), "file_unknown"));
    orm::kit::remove_file(project.path("0001_b.sql"));
    CHECK(has(codes_in(project.run({"check", "--json"})), "file_missing"));
}

TEST_CASE("check: two branches that follow one migration are found") {
    applied_project project;
    const std::string journal = text_of(project.path("meta/_journal.json"));
    project.wanted.tables.push_back(table_named("b"));
    CHECK(project.run({"generate", "--name", "b"}).status == 0);
    const std::string snapshot = text_of(project.path("meta/0001_snapshot.json"));
    // The other branch's migration, as a merge puts it behind ours.
    auto merged = nlohmann::ordered_json::parse(text_of(project.path("meta/_journal.json")));
    merged["entries"].push_back(merged["entries"][1]);
    merged["entries"][2]["tag"] = "0002_c";
    merged["entries"][2]["when"] = merged["entries"][2]["when"].get<std::int64_t>() + 1;
    orm::kit::write_file(project.path("meta/_journal.json"), merged.dump());
    orm::kit::write_file(project.path("0002_c.sql"), "select 1;\n");
    orm::kit::write_file(project.path("meta/0002_snapshot.json"), snapshot);
    CHECK(has(codes_in(project.run({"check", "--json"})), "branches"));
}

TEST_CASE("drop: takes the newest migration, unless a database has it") {
    applied_project project;
    const std::string journal = text_of(project.path("meta/_journal.json"));
    CHECK(project.run({"drop", "0000_init"}).status == 1);
    project.wanted.tables.push_back(table_named("b"));
    CHECK(project.run({"generate", "--name", "b"}).status == 0);
    CHECK(project.run({"drop"}).status == 2);
    CHECK(project.run({"drop", "0000_init"}).status == 1);
    CHECK(project.run({"drop", "0001_b"}).status == 0);
    CHECK(text_of(project.path("meta/_journal.json")) == journal);
    CHECK_FALSE(orm::kit::path_exists(project.path("0001_b.down.sql")));
    CHECK_FALSE(orm::kit::path_exists(project.path("meta/0001_snapshot.json")));
}

TEST_CASE("generate: killed at any moment, it leaves the old state or the new one") {
    kit_project project;
    project.wanted.tables.push_back(table_named("t0"));
    REQUIRE(project.run_plain({"kit", "generate", "--name", "m"}).status == 0);
    int killed = 0;
    for (int round = 1; round <= 40; ++round) {
        project.wanted.tables.push_back(table_named("t" + std::to_string(round)));
        const pid_t child = ::fork();
        if (child == 0) {
            project.run_plain({"kit", "generate", "--name", "m"});
            ::_exit(0);
        }
        ::usleep(static_cast<useconds_t>(round * 250));
        ::kill(child, SIGKILL);
        int status = 0;
        ::waitpid(child, &status, 0);
        killed += WIFSIGNALED(status) ? 1 : 0;
        const auto list = orm::kit::read_migrations(project.folder.path() + "/migrations",
                                                    orm::kit::folder_layout::classic);
        const std::size_t tables = orm::kit::newest_snapshot(list).database.tables.size();
        const bool is_old_or_new = tables >= 1 && tables <= static_cast<std::size_t>(round) + 1;
        CHECK(is_old_or_new);
    }
    CHECK(killed > 0);
    CHECK(project.run_plain({"kit", "generate", "--name", "last"}).status == 0);
    CHECK(project.run({"migrate"}).status == 0);
    CHECK(project.live().tables.size() == 41);
}

TEST_CASE("kit: no command waits for an answer that nobody can give") {
    kit_project project;
    for (const char* command : {"generate", "push", "migrate", "rollback", "status", "check",
                                "drop", "up", "export", "seed", "pull"}) {
        CAPTURE(command);
        CHECK(project.run({command, "--json"}).status <= 3);
    }
    CHECK(project.run_plain({"kit", "nonsense"}).status == 64);
    CHECK(project.run_plain({"kit"}).status == 64);
}
