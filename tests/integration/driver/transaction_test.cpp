// SPDX-License-Identifier: MIT
#include <thread>

#include <orm/driver/postgres/retry.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using postgres::connection;
using postgres::isolation_level;
using postgres::savepoint;
using postgres::transaction;
using postgres::transaction_mode;
using postgres::transaction_status;

namespace {

void insert(connection& session, int value) {
    session.execute("insert into t values ($1)", text_parameters{std::to_string(value)}, here());
}

std::string all_values(test_database& database) {
    return database.value("select coalesce(string_agg(a::text, ',' order by a), '') from t");
}

}  // namespace

TEST_CASE("transaction: commits what commit() was called for and nothing else") {
    test_database database;
    database.run("create table t (a int)");
    connection session = open(database.url());
    {
        transaction kept(session, {}, here());
        insert(session, 1);
        kept.commit(here());
    }
    {
        const transaction dropped(session, {}, here());
        insert(session, 2);
    }
    CHECK(all_values(database) == "1");
    CHECK(session.status() == transaction_status::idle);
}

TEST_CASE("transaction: an exception rolls back and passes through unchanged") {
    test_database database;
    database.run("create table t (a int)");
    connection session = open(database.url());
    const auto work = [&] {
        const transaction rolled_back(session, {}, here());
        insert(session, 1);
        throw 42;
    };
    CHECK_THROWS_AS(work(), int);
    CHECK(all_values(database).empty());
    insert(session, 3);
    CHECK(all_values(database) == "3");
}

TEST_CASE("transaction: COMMIT after a swallowed error is an error") {
    test_database database;
    database.run("create table t (a int)");
    connection session = open(database.url());
    transaction failed(session, {}, here());
    insert(session, 1);
    CHECK_THROWS(session.execute("select 1/0", {}, here()));
    CHECK_THROWS_WITH(failed.commit(here()), contains_text("rolled back by COMMIT"));
    CHECK(all_values(database).empty());
    CHECK(session.status() == transaction_status::idle);
}

TEST_CASE("transaction: a deferred constraint fails at commit with its own error") {
    test_database database;
    database.run("create table t (a int unique deferrable initially deferred)");
    connection session = open(database.url());
    transaction failing(session, {}, here());
    insert(session, 1);
    insert(session, 1);
    CHECK_THROWS_AS(failing.commit(here()), orm::unique_violation);
    CHECK(session.status() == transaction_status::idle);
}

TEST_CASE("transaction: begins as its mode says") {
    const test_database database;
    connection session = open(database.url());
    const transaction serial(session, {isolation_level::serializable, true, true}, here());
    const auto rows = session.execute(
        "select current_setting('transaction_isolation'), current_setting('transaction_read_only'),"
        " current_setting('transaction_deferrable')",
        {}, here());
    CHECK(text_at(rows, 0, 0) == "serializable");
    CHECK(text_at(rows, 0, 1) == "on");
    CHECK(text_at(rows, 0, 2) == "on");
}

TEST_CASE("transaction: commit twice and begin inside are errors that say so") {
    const test_database database;
    connection session = open(database.url());
    transaction first(session, {}, here());
    CHECK_THROWS_WITH(transaction(session, {}, here()),
                      contains_text("in a transaction already; nest with a savepoint"));
    first.commit(here());
    CHECK_THROWS_WITH(first.commit(here()),
                      contains_text("already ended at") && contains_text("transaction_test.cpp"));
}

TEST_CASE("transaction: after its deadline COMMIT is not even sent") {
    test_database database;
    database.run("create table t (a int)");
    connection session = open(database.url());
    transaction late(session, {}, here());
    insert(session, 1);
    const postgres::execution_context passed(postgres::deadline::in(std::chrono::seconds(0)));
    CHECK_THROWS_WITH(late.commit(passed), contains_text("before the statement was sent"));
    CHECK(session.status() == transaction_status::idle);
    CHECK(all_values(database).empty());
}

TEST_CASE("savepoint: an inner failure leaves the outer work") {
    test_database database;
    database.run("create table t (a int)");
    connection session = open(database.url());
    transaction outer(session, {}, here());
    insert(session, 1);
    {
        const savepoint inner(session, 1, here());
        insert(session, 2);
        CHECK_THROWS(session.execute("select 1/0", {}, here()));
    }
    savepoint kept(session, 1, here());
    insert(session, 3);
    {
        const savepoint deeper(session, 2, here());
        insert(session, 4);
    }
    kept.release(here());
    outer.commit(here());
    CHECK(all_values(database) == "1,3");
}

TEST_CASE("outcome_of: tells committed from rolled back") {
    test_database database;
    database.run("create table t (a int)");
    connection session = open(database.url());
    transaction kept(session, {}, here());
    CHECK(transaction_id(session, here()).empty());
    insert(session, 1);
    const std::string kept_id = transaction_id(session, here());
    kept.commit(here());
    transaction dropped(session, {}, here());
    insert(session, 2);
    const std::string dropped_id = transaction_id(session, here());
    CHECK(
        outcome_of(session, dropped_id, {postgres::deadline::in(std::chrono::milliseconds(80))}) ==
        postgres::transaction_outcome::in_progress);
    dropped.rollback(here());
    CHECK(outcome_of(session, kept_id, here()) == postgres::transaction_outcome::committed);
    CHECK(outcome_of(session, dropped_id, here()) == postgres::transaction_outcome::rolled_back);
}

TEST_CASE("retry: serializable transfers of 4 threads conserve the money") {
    test_database database;
    database.run(
        "create table account (id int primary key, amount int not null);"
        "insert into account select i, 100 from generate_series(0, 3) i");
    const auto transfer = [&](int number) {
        connection session = open(database.url());
        for (int i = 0; i < 25; ++i) {
            postgres::retry_policy policy;
            policy.max_attempts = 100;
            for (postgres::retry_policy::attempt attempt(policy);;) try {
                    transaction work(session, {isolation_level::serializable}, here());
                    const std::string from = std::to_string((number + i) % 4);
                    const std::string to = std::to_string((number + i + 1) % 4);
                    session.execute("update account set amount = amount - 1 where id = $1",
                                    text_parameters{from}, here());
                    session.execute("update account set amount = amount + 1 where id = $1",
                                    text_parameters{to}, here());
                    work.commit(here());
                    break;
                } catch (const orm::error& failure) {
                    if (!attempt.wait_after(failure, {})) throw;
                }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i) threads.emplace_back(transfer, i);
    for (std::thread& thread : threads) thread.join();
    CHECK(database.value("select sum(amount) from account") == "400");
}

TEST_CASE(
    "transaction: BEGIN travels with the first statement; without statements nothing is sent") {
    orm_test::test_database database;
    postgres::connection server = orm_test::open(database.url());
    postgres::prepared_statement& one = server.prepare(
        {1, nullptr, [](const void*, std::string& out) { out = "select txid_current()::text"; }});
    {
        postgres::transaction empty(server, {}, here());
        CHECK(server.status() == postgres::transaction_status::idle);
        empty.commit(here());
    }
    for (int round = 0; round < 2; ++round) {
        postgres::transaction begun(server, {postgres::isolation_level::serializable, true},
                                    here());
        server.execute(one, {}, here());
        CHECK(server.status() == postgres::transaction_status::in_transaction);
        const postgres::result level = server.execute(
            "select current_setting('transaction_isolation') || "
            "current_setting('transaction_read_only')",
            {}, here());
        CHECK(level.bytes(0, 0).text() == "serializableon");
        begun.commit(here());
    }
    CHECK(server.status() == postgres::transaction_status::idle);
}

TEST_CASE("transaction: a first statement that fails leaves a failed transaction, no autocommit") {
    orm_test::test_database database;
    database.run("create table notes (id int primary key)");
    postgres::connection server = orm_test::open(database.url());
    const auto statement = [&](std::uint64_t shape, postgres::render_function render) -> auto& {
        return server.prepare({shape, nullptr, render});
    };
    auto& wrong = statement(1, [](const void*, std::string& out) { out = "select 1 / 0"; });
    auto& right =
        statement(2, [](const void*, std::string& out) { out = "insert into notes values (1)"; });
    for (int round = 0; round < 2; ++round) {
        postgres::transaction begun(server, {}, here());
        CHECK_THROWS_AS(server.execute(wrong, {}, here()), orm::error);
        CHECK(server.status() == postgres::transaction_status::in_failed_transaction);
        CHECK_THROWS_AS(server.execute(right, {}, here()), orm::error);
    }
    {
        // A statement that was never sent has not begun the transaction: the next one does.
        postgres::transaction begun(server, {}, here());
        const postgres::execution_context late(postgres::deadline::in(std::chrono::seconds(-1)));
        CHECK_THROWS_AS(server.execute(right, {}, late), orm::timeout);
        server.execute(right, {}, here());
        CHECK(server.status() == postgres::transaction_status::in_transaction);
    }
    CHECK(database.value("select count(*) from notes") == "0");
}

TEST_CASE("transaction: a stale plan of the first statement is repaired") {
    orm_test::test_database database;
    database.run("create table notes (id int primary key, text text)");
    database.run("insert into notes values (1, 'one')");
    postgres::connection server = orm_test::open(database.url());
    postgres::prepared_statement& read = server.prepare(
        {1, nullptr, [](const void*, std::string& out) { out = "select * from notes"; }});
    server.execute(read, {}, here());
    database.run("alter table notes add column more int");
    postgres::transaction begun(server, {}, here());
    CHECK(server.execute(read, {}, here()).column_count() == 3);
    CHECK(server.status() == postgres::transaction_status::in_transaction);
    begun.commit(here());
}
