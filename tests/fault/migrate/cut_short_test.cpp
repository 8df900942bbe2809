// SPDX-License-Identifier: MIT
// E4: a migrator whose server or network goes away at any moment; the next run ends where an undisturbed one
// would have.
#include <cstdlib>
#include <string>
#include <thread>

#include "../../integration/migrate/migrations_fixture.hpp"
#include "../driver/fault_proxy.hpp"
#include "../private_server.hpp"
#include "support/catch.hpp"

using namespace orm_test;

namespace {

/// Long form: ORM_FAULT_LONG=1.
std::size_t stride(std::size_t short_form) {
    return std::getenv("ORM_FAULT_LONG") == nullptr ? short_form : 1;
}

/// One transaction, a concurrent index between two, one without statements, one without a transaction.
void write_migrations(test_folder& folder) {
    folder.file("1_a.sql", "create table a (x int); insert into a values (1);")
        .file(
            "2_b.sql",
            "alter table a add y int; create index concurrently i on a (x); insert into a values (2);")
        .file("3_c.sql", "-- nothing")
        .file(
            "4_d.sql",
            "-- orm: no-transaction\ncreate table b (x int);\ncreate table if not exists c (x int);");
}

/// What counts: tables, valid indexes, rows, history, and that no half-done work is remembered.
const std::string summary =
    "select (select string_agg(relname || coalesce(indisvalid::text, ''), ',' order by relname)"
    " from pg_class left join pg_index on indexrelid = oid where relnamespace = "
    "'public'::regnamespace and relkind <> 'S')"
    " || ' a:' || (select string_agg(x::text, ',' order by x) from a)"
    " || ' history:' || (select string_agg(name, ',' order by id) from "
    "drizzle.__drizzle_migrations)"
    " || coalesce(to_regclass('drizzle.__drizzle_migrations_orm')::text, '')";

const std::string undisturbed = "a,b,c,itrue a:1,2 history:1_a,2_b,3_c,4_d";

struct byte_range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What an undisturbed run sends and reads between its first and its last migration.
void measure(const test_folder& folder, byte_range& to_server, byte_range& to_client) {
    test_database database;
    fault_proxy proxy(database.url());
    orm::migrate_options options;
    options.before_each = [&](postgres::connection&, const std::string& name) {
        if (name != "1_a") return;
        to_server.begin = proxy.passed_to_server();
        to_client.begin = proxy.passed_to_client();
    };
    options.after_each = [&](postgres::connection&, const std::string&) {
        to_server.end = proxy.passed_to_server();
        to_client.end = proxy.passed_to_client();
    };
    postgres::connection server = connect_to(proxy.url());
    orm::migrate(server, folder.path(), options);
}

/// Cuts at one byte; gives false when the run was over before.
void cut_and_repair(const test_folder& folder, const proxy_fault& fault, int& failed) {
    test_database database;
    fault_proxy proxy(database.url());
    proxy.set(fault);
    if (!failure_of([&] {
             postgres::connection server = connect_to(proxy.url());
             orm::migrate(server, folder.path());
         }).empty())
        ++failed;
    migrate(database, folder);
    REQUIRE(database.value(summary) == undisturbed);
}

void sweep(const test_folder& folder, const byte_range& range, bool is_to_server, int& cuts,
           int& failed) {
    for (std::size_t at = range.begin; at < range.end; at += stride(97)) {
        INFO("cut at byte " << at << (is_to_server ? " to the server" : " to the client"));
        proxy_fault fault;
        (is_to_server ? fault.to_server : fault.to_client).cut_at = at;
        cut_and_repair(folder, fault, failed);
        ++cuts;
    }
}

/// Triggers that act at the k-th step of what follows, in whatever session: commands that change the schema,
/// statements that change rows, of which the migrator's own are some, and commits behind them.
void set_trap(private_server& server, const std::string& database, std::size_t at,
              const std::string& action) {
    const std::string step =
        " if current_setting('trap.is_off', true) is distinct from 'on' and"
        " nextval('trap.seen') = " +
        std::to_string(at) + " then " + action + " end if;";
    plain_connection owner(with_database(server.url(), database));
    owner.run(
        "create schema trap; create sequence trap.seen;"
        "create function trap.spring() returns event_trigger language plpgsql as $$ begin" +
        step +
        " end $$;"
        "create function trap.spring_at_rows() returns trigger language plpgsql as $$ begin" +
        step +
        " return null; end $$;"
        "create function trap.lay() returns event_trigger language plpgsql as $$"
        " declare made record; begin if current_setting('trap.is_off', true) = 'on' then return;"
        " end if; for made in select * from pg_event_trigger_ddl_commands()"
        " where command_tag = 'CREATE TABLE' and object_type = 'table' loop"
        " perform set_config('trap.is_off', 'on', true);"
        " execute format('create trigger trap before insert or update or delete on %s for each"
        " statement execute function trap.spring_at_rows()', made.object_identity);"
        // A table with rows that wait for their trigger cannot be dropped, as ours is.
        " if made.object_identity not like '%\\_orm' then"
        " execute format('create constraint trigger trap_at_commit after insert or delete on %s"
        " deferrable initially deferred for each row execute function trap.spring_at_rows()',"
        " made.object_identity); end if;"
        " perform set_config('trap.is_off', 'off', true); end loop; end $$;"
        "create event trigger trap on ddl_command_start execute function trap.spring();"
        "create event trigger trap_layer on ddl_command_end execute function trap.lay()");
}

/// Runs the folder into a trap and then again. Gives: how many commands came to the trap.
template <class Spring>
std::size_t into_the_trap(private_server& server, const test_folder& folder, std::size_t at,
                          const std::string& action, Spring spring) {
    const std::string name = "trap_" + std::to_string(at);
    plain_connection(server.url()).run("create database " + name);
    const std::string url = with_database(server.url(), name);
    set_trap(server, name, at, action);
    std::thread other([&] { spring(url); });
    const std::string message = failure_of([&] {
        postgres::connection session = connect_to(url);
        orm::migrate(session, folder.path());
    });
    other.join();
    plain_connection owner(url);
    const auto seen = std::stoul(owner.value("select last_value from trap.seen"));
    if (seen >= at) CHECK(message != "");
    owner.run("drop event trigger trap; drop event trigger trap_layer");
    postgres::connection session = connect_to(url);
    orm::migrate(session, folder.path());
    CHECK(owner.value(summary) == undisturbed);
    return seen;
}

bool is_asleep(const std::string& url) {
    try {
        return plain_connection(url).value(
                   "select count(*) from pg_stat_activity where wait_event = 'PgSleep'") != "0";
    } catch (const std::runtime_error&) {
        return false;
    }
}

}  // namespace

TEST_CASE("cut short: the network ends at any byte of a migration and its bookkeeping",
          "[fault][E4]") {
    test_folder folder;
    write_migrations(folder);
    byte_range to_server;
    byte_range to_client;
    measure(folder, to_server, to_client);
    int cuts = 0;
    int failed = 0;
    sweep(folder, to_server, true, cuts, failed);
    sweep(folder, to_client, false, cuts, failed);
    report("E4", std::to_string(cuts) + " cuts in " +
                     std::to_string(to_server.end - to_server.begin) + " bytes to the server and " +
                     std::to_string(to_client.end - to_client.begin) + " to the client, " +
                     std::to_string(failed) + " runs failed, all repaired by the next run");
    CHECK(cuts >= 20);
    CHECK(failed > cuts * 9 / 10);
}

TEST_CASE("cut short: the backend is killed at any statement", "[fault][E4]") {
    if (!private_server::is_available()) ORM_SKIP("PostgreSQL's server programs are not there");
    private_server server;
    test_folder folder;
    write_migrations(folder);
    std::size_t at = 1;
    while (into_the_trap(server, folder, at, "perform pg_terminate_backend(pg_backend_pid());",
                         [](const std::string&) {}) >= at)
        ++at;
    report("E4", "backend ended at each of " + std::to_string(at - 1) +
                     " steps, all repaired by the next run");
    CHECK(at > 25);
}

TEST_CASE("cut short: the server crashes and restarts at any statement", "[fault][E4]") {
    if (!private_server::is_available()) ORM_SKIP("PostgreSQL's server programs are not there");
    private_server server;
    test_folder folder;
    write_migrations(folder);
    std::size_t crashes = 0;
    for (std::size_t at = 2;; at += stride(17)) {
        bool is_over = false;
        const auto crash = [&](const std::string& url) {
            for (int i = 0; i < 100 && !is_asleep(url); ++i)
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
            is_over = !is_asleep(url);
            if (!is_over) server.restart("immediate");
        };
        into_the_trap(server, folder, at, "perform pg_sleep(30);", crash);
        if (is_over) break;
        ++crashes;
    }
    report("E4", "server restarted at " + std::to_string(crashes) +
                     " steps, all repaired by the next run");
    CHECK(crashes >= 2);
}
