// SPDX-License-Identifier: MIT
// Errors of the server and of decoding: type, names, the caller's line, nothing secret.
#include <chrono>
#include <cstdint>
#include <string>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;

// Not without a name: clang cannot read the field names of tables in an unnamed namespace.
namespace errors_test {

template <class M>
struct checked_table {
    orm::integer<M, orm::primary_key> id;
    orm::integer<M> amount;
    orm::text<M, orm::nullable> note;
};
inline constexpr auto checked = orm::table<checked_table>("checked");

constexpr const char* checked_sql =
    "create table checked (id integer constraint checked_key primary key, "
    "amount integer not null constraint amount_is_positive check (amount > 0), note text)";

/// Runs what must throw an Error; gives it back.
template <class Error, class Run>
Error caught(Run run) {
    try {
        run();
    } catch (const Error& error) {
        return error;
    }
    throw std::runtime_error("nothing was thrown");
}

}  // namespace errors_test

using namespace errors_test;

TEST_CASE("errors: a unique violation names the constraint and the caller's line") {
    const filled_blog blog;
    const unsigned line = __LINE__ + 2;
    const auto error = caught<orm::unique_violation>(
        [&] { blog.db.insert(users).values({.name = "x", .email = "ann@example.com"}).execute(); });
    CHECK(error.sqlstate() == "23505");
    CHECK(error.constraint() == "users_email_key");
    CHECK(error.table() == "users");
    CHECK(error.where().line() == line);
    CHECK_THAT(error.where().file_name(), contains_text("errors_test.cpp"));
    CHECK(error.query() == R"(insert into "users" ("name", "email") values ($1, $2))");
    CHECK_THAT(error.what(), !contains_text("ann@example.com"));
}

TEST_CASE("errors: a foreign key violation names the constraint") {
    const filled_blog blog;
    const auto error = caught<orm::foreign_key_violation>(
        [&] { blog.db.insert(posts).values({.authorId = 99, .title = "x"}).execute(); });
    CHECK(error.sqlstate() == "23503");
    CHECK(error.constraint() == "posts_author_id_fkey");
    CHECK(error.table() == "posts");
}

TEST_CASE("errors: a check violation names the constraint") {
    test_database server;
    server.run(checked_sql);
    const auto db = orm::connect(server.url(), one_connection());
    const auto error = caught<orm::check_violation>(
        [&] { db.insert(checked).values({.id = 1, .amount = -1}).execute(); });
    CHECK(error.constraint() == "amount_is_positive");
}

TEST_CASE("errors: a not-null violation names the column") {
    test_database server;
    server.run(
        "create table checked (id integer primary key, amount integer not null, "
        "note text not null)");
    const auto db = orm::connect(server.url(), one_connection());
    const auto error = caught<orm::not_null_violation>(
        [&] { db.insert(checked).values({.id = 1, .amount = 1}).execute(); });
    CHECK(error.column() == "note");
    CHECK(error.table() == "checked");
}

TEST_CASE("errors: a missing table is an error with SQLSTATE, text and the caller's line") {
    test_database server;
    const auto db = orm::connect(server.url(), one_connection());
    const unsigned line = __LINE__ + 1;
    const auto error = caught<orm::error>([&] { db.select().from(checked).all(); });
    CHECK(error.sqlstate() == "42P01");
    CHECK(error.where().line() == line);
    CHECK(error.query() == R"(select "id", "amount", "note" from "checked")");
    CHECK_THAT(error.hint(), contains_text("are the migrations applied"));
}

TEST_CASE("errors: what follows a failure inside a transaction says so") {
    const filled_blog blog;
    const auto error = caught<orm::error>([&] {
        blog.db.transaction([](auto& tx) {
            CHECK_THROWS_AS(tx.insert(posts).values({.authorId = 99, .title = "x"}).execute(),
                            orm::foreign_key_violation);
            tx.select(users.id).from(users).all();
        });
    });
    CHECK(error.sqlstate() == "25P02");
    CHECK_THAT(error.hint(), contains_text("an earlier statement of this transaction failed"));
}

TEST_CASE("errors: a statement that was too slow tells where its deadline is set") {
    const filled_blog blog;
    const auto error = caught<orm::timeout>([&] {
        blog.db.with_timeout(std::chrono::milliseconds(50)).execute(orm::sql("select pg_sleep(9)"));
    });
    CHECK(error.sqlstate() == "57014");
    CHECK_THAT(error.hint(), contains_text("with_timeout()"));
}

TEST_CASE("errors: the connection works on after an error") {
    const filled_blog blog;
    CHECK_THROWS_AS(blog.db.insert(posts).values({.authorId = 99, .title = "x"}).execute(),
                    orm::foreign_key_violation);
    CHECK(blog.db.select(orm::count()).from(posts).one() == 3);
}

TEST_CASE("errors: columns of other types are all listed, at the caller's line") {
    test_database server;
    server.run("create table checked (id bigint, amount text, note text)");
    server.run("insert into checked values (1, 'x', 'y')");
    const auto db = orm::connect(server.url(), one_connection());
    const unsigned line = __LINE__ + 1;
    const auto error = caught<orm::row_mismatch>([&] { db.select().from(checked).all(); });
    CHECK_THAT(error.what(), contains_text("\"id\"") && contains_text("\"amount\""));
    CHECK_THAT(error.what(), !contains_text("\"note\""));
    CHECK_THAT(error.what(),
               contains_text("the database sends bigint, the C++ row expects integer (int)"));
    CHECK_THAT(error.what(), contains_text("the database sends text, the C++ row expects integer"));
    CHECK(error.where().line() == line);
    CHECK(error.query() == R"(select "id", "amount", "note" from "checked")");
}

TEST_CASE("errors: columns of other types are listed again the next time") {
    test_database server;
    server.run("create table checked (id bigint, amount integer, note text)");
    const auto db = orm::connect(server.url(), one_connection());
    CHECK_THROWS_AS(db.select().from(checked).all(), orm::row_mismatch);
    CHECK_THROWS_AS(db.select().from(checked).all(), orm::row_mismatch);
}

TEST_CASE("errors: a column that became another type is noticed") {
    test_database server;
    server.run(checked_sql);
    server.run("insert into checked values (1, 1, null)");
    const auto db = orm::connect(server.url(), one_connection());
    CHECK(db.select(checked.amount).from(checked).one() == 1);
    server.run("alter table checked alter column amount type bigint");
    CHECK_THROWS_AS(db.select(checked.amount).from(checked).one(), orm::error);
}

TEST_CASE("errors: NULL in a column that is declared not null") {
    test_database server;
    server.run("create table checked (id integer, amount integer, note text)");
    server.run("insert into checked values (1, null, null)");
    const auto db = orm::connect(server.url(), one_connection());
    const unsigned line = __LINE__ + 1;
    const auto error = caught<orm::unexpected_null>([&] { db.select().from(checked).all(); });
    CHECK(error.column() == "amount");
    CHECK(error.where().line() == line);
    CHECK_THAT(error.what(), contains_text("amount"));
    CHECK_THAT(error.query(), contains_text("checked"));
}

TEST_CASE("errors: values out of range are the server's error") {
    const filled_blog blog;
    const auto error =
        caught<orm::error>([&] { blog.db.select(users.name).from(users).limit(-1).all(); });
    CHECK(error.sqlstate() == "2201W");
}

TEST_CASE("errors: a deadline stops a statement") {
    filled_blog blog;
    plain_connection blocker(blog.server.url());
    blocker.run("begin; lock table users");
    const auto impatient = blog.db.with_timeout(std::chrono::milliseconds(100));
    CHECK_THROWS_AS(impatient.select().from(users).all(), orm::timeout);
    blocker.run("rollback");
    CHECK(blog.db.select(orm::count()).from(users).one() == 3);
}
