// SPDX-License-Identifier: MIT
// E12: no privilege, no room, no time, no primary: nothing is half applied, the message names what is missing,
// and the next run succeeds once that is mended.
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <thread>

#include <sys/mount.h>
#include <unistd.h>

#include "../../integration/migrate/migrations_fixture.hpp"
#include "../private_server.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;

namespace {

/// A role without privileges, in whose name a connection migrates.
class plain_role {
public:
    explicit plain_role(test_database& database)
        : database_(database), name_("plain_" + database.name()) {
        database_.run("create role " + name_ + " login");
    }
    plain_role(const plain_role&) = delete;
    plain_role& operator=(const plain_role&) = delete;
    ~plain_role() { database_.run("drop owned by " + name_ + "; drop role " + name_); }

    const std::string& name() const { return name_; }
    std::string failure(const test_folder& folder) const {
        return failure_of([&] { migrate(folder); });
    }
    orm::migration_report migrate(const test_folder& folder) const {
        const std::string& url = database_.url();
        const std::size_t at = url.find("postgres@");
        postgres::connection server =
            connect_to(url.substr(0, at) + name_ + "@" + url.substr(at + 9));
        return orm::migrate(server, folder.path());
    }

private:
    test_database& database_;
    std::string name_;
};

/// A small file system, as root only.
class small_disk {
public:
    small_disk() {
        char name[] = "/tmp/orm-disk.XXXXXX";
        folder_ = ::mkdtemp(name);
        is_mounted_ =
            ::geteuid() == 0 && ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=12m") == 0;
        const std::string grant = "chown postgres " + folder_;
        is_mounted_ = is_mounted_ && std::system(grant.c_str()) == 0;
    }
    small_disk(const small_disk&) = delete;
    small_disk& operator=(const small_disk&) = delete;
    ~small_disk() {
        ::umount2(folder_.c_str(), MNT_DETACH);
        std::filesystem::remove(folder_);
    }

    bool is_mounted() const { return is_mounted_; }
    const std::string& folder() const { return folder_; }
    bool grow() const {
        return ::mount("tmpfs", folder_.c_str(), "tmpfs", MS_REMOUNT, "size=128m") == 0;
    }

private:
    std::string folder_;
    bool is_mounted_ = false;
};

void check_untouched(test_database& database) {
    CHECK(database.value("select to_regclass('public.a') is null") == "t");
    CHECK(database.value("select coalesce(to_regclass('drizzle.__drizzle_migrations_orm')::text,"
                         " 'none')") == "none");
    CHECK(database.value("select count(*) from pg_locks where locktype = 'advisory' and database ="
                         " (select oid from pg_database where datname = current_database())") ==
          "0");
}

}  // namespace

TEST_CASE("surroundings: a privilege is missing for schema, table or extension", "[fault][E12]") {
    test_database database;
    const plain_role role(database);
    test_folder folder;
    folder.file("1_a.sql", "select 1;\ncreate table a (x int);")
        .file("2_b.sql", "\n  create extension pageinspect;");
    const std::string no_schema = role.failure(folder);
    CHECK_THAT(no_schema, contains_text("permission denied for database " + database.name()));
    CHECK_THAT(no_schema, contains_text("42501"));
    database.run("grant create on database " + database.name() + " to " + role.name());
    const std::string no_table = role.failure(folder);
    CHECK_THAT(no_table, contains_text("1_a.sql:2:14: permission denied for schema public"));
    CHECK_THAT(no_table, contains_text("grant the privilege to the role that migrates"));
    check_untouched(database);
    database.run("grant create on schema public to " + role.name());
    const std::string no_extension = role.failure(folder);
    CHECK_THAT(no_extension, contains_text("2_b.sql:2:3: permission denied to create extension"));
    CHECK(applied_count(database) == "1");
    folder.file("2_b.sql", "select 2;");
    CHECK(role.migrate(folder).applied.size() == 1);
    report("E12", "42501 for schema, table, extension: named with place, rerun succeeded");
}

TEST_CASE("surroundings: the server only reads", "[fault][E12]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);");
    database.run("alter database " + database.name() + " set default_transaction_read_only = on");
    const std::string message = failure_of_migrate(database, folder);
    CHECK_THAT(message, contains_text("25006"));
    CHECK_THAT(message, contains_text("read-only transaction"));
    check_untouched(database);
    database.run("alter database " + database.name() + " reset default_transaction_read_only");
    CHECK(migrate(database, folder).applied.size() == 1);
}

TEST_CASE("surroundings: a streaming replica", "[fault][E12]") {
    if (!private_server::is_available()) ORM_SKIP("PostgreSQL's server programs are not there");
    private_server primary;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);");
    const auto migrate_at = [&](const private_server& server) {
        postgres::connection session = connect_to(server.url());
        return orm::migrate(session, folder.path());
    };
    CHECK(migrate_at(primary).applied.size() == 1);
    private_server replica(&primary);
    CHECK(migrate_at(replica).was_up_to_date());
    folder.file("2_b.sql", "create table b (x int);");
    const std::string message = failure_of([&] { migrate_at(replica); });
    CHECK_THAT(message, contains_text("read-only replica"));
    CHECK_THAT(message, contains_text("connect to the primary"));
    CHECK(migrate_at(primary).applied.size() == 1);
    for (int i = 0; i < 200 && replica.value("select to_regclass('b') is null") == "t"; ++i)
        std::this_thread::sleep_for(50ms);
    CHECK(migrate_at(replica).was_up_to_date());
    report("E12", "replica: up to date accepted, pending refused in words");
}

TEST_CASE("surroundings: the disk is full", "[fault][E12]") {
    if (!private_server::is_available()) ORM_SKIP("PostgreSQL's server programs are not there");
    const small_disk disk;
    if (!disk.is_mounted()) ORM_SKIP("a small file system can only be mounted as root");
    private_server server;
    server.value("create tablespace small location '" + disk.folder() + "'");
    test_folder folder;
    folder.file("1_a.sql",
                "create table a (x text) tablespace small;\n"
                "insert into a select repeat('x', 1000) from generate_series(1, 40000);");
    const auto run = [&] {
        postgres::connection session = connect_to(server.url());
        return orm::migrate(session, folder.path());
    };
    const std::string message = failure_of([&] { run(); });
    CHECK_THAT(message, contains_text("1_a.sql:2:1: could not extend file"));
    CHECK_THAT(message, contains_text("53100"));
    CHECK_THAT(message, contains_text("make room"));
    CHECK(server.value("select to_regclass('a') is null") == "t");
    CHECK(server.value("select count(*) from drizzle.__drizzle_migrations") == "0");
    REQUIRE(disk.grow());
    CHECK(run().applied.size() == 1);
    CHECK(server.value("select count(*) from a") == "40000");
    server.stop();
    report("E12", "53100 on a disk of 12 MiB: nothing stays, rerun succeeded");
}

TEST_CASE("surroundings: a lock that never comes ends the run after the retries", "[fault][E12]") {
    test_database database;
    test_folder folder;
    database.run("create table busy (x int)");
    folder.file("1_a.sql", "create table a (x int);\nalter table busy add y int;");
    plain_connection blocker(database.url());
    blocker.run("begin; lock table busy in access share mode");
    orm::migrate_options options;
    CHECK(options.lock_timeout == 5s);
    CHECK(options.lock_retries == 3);
    options.lock_timeout = 50ms;
    int retries = 0;
    options.progress = [&](const orm::migration_event& event) {
        if (event.what == orm::migration_event::kind::retrying) ++retries;
    };
    const auto started = std::chrono::steady_clock::now();
    const std::string message = failure_of_migrate(database, folder, options);
    CHECK(std::chrono::steady_clock::now() - started > 4 * 50ms + (100 + 150 + 225) * 1ms);
    CHECK(retries == 3);
    CHECK_THAT(message, contains_text("1_a.sql:2:1: canceling statement due to lock timeout"));
    CHECK_THAT(message, contains_text("another session holds a lock"));
    check_untouched(database);
    blocker.run("commit");
    CHECK(migrate(database, folder, options).applied.size() == 1);
    report("E12", "55P03: " + std::to_string(retries) + " retries with growing pauses");
}

TEST_CASE("surroundings: statement_timeout ends a migration", "[fault][E12]") {
    test_database database;
    test_folder folder;
    folder.file("1_a.sql", "create table a (x int);\nselect pg_sleep(0.4);");
    database.run("alter database " + database.name() + " set statement_timeout = '200ms'");
    const std::string message = failure_of_migrate(database, folder);
    CHECK_THAT(message, contains_text("1_a.sql:2:1: canceling statement due to statement timeout"));
    CHECK_THAT(message, contains_text("raise that for the role that migrates"));
    check_untouched(database);
    database.run("alter database " + database.name() + " reset statement_timeout");
    CHECK(migrate(database, folder).applied.size() == 1);
}

TEST_CASE("surroundings: idle_in_transaction_session_timeout ends a slow function",
          "[fault][E12]") {
    test_database database;
    test_folder folder;
    database.run("alter database " + database.name() +
                 " set idle_in_transaction_session_timeout = '150ms'");
    int pause_ms = 400;
    orm::migrate_options options;
    options.functions.push_back({"1_a", [&](postgres::connection& server) {
                                     server.execute_constant("create table a (x int)", {});
                                     ::usleep(static_cast<unsigned>(pause_ms) * 1000);
                                 }});
    const std::string message = failure_of_migrate(database, folder, options);
    CHECK_THAT(message, contains_text("idle-in-transaction timeout"));
    CHECK_THAT(message, contains_text("25P03"));
    check_untouched(database);
    pause_ms = 0;
    CHECK(migrate(database, folder, options).applied.size() == 1);
}
