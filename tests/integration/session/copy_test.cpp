// SPDX-License-Identifier: MIT
// copy(), copy_out(), copy_in(): rows by COPY.
#include <cstdint>
#include <cstdio>
#include <ranges>
#include <string>
#include <string_view>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using orm_test::blog_database;
using orm_test::filled_blog;

using NewUser = orm::insert_of<users>;

namespace {

template <class M>
struct reading_table {
    orm::integer<M, orm::primary_key> id;
    orm::double_precision<M, orm::nullable> value;
    orm::text<M, orm::default_to<"none">> note;
};
inline constexpr auto readings = orm::table<reading_table>("reading's \"log\"");

std::vector<NewUser> people(int count) {
    std::vector<NewUser> made;
    for (int i = 0; i < count; ++i)
        made.push_back({.name = "name " + std::to_string(i), .email = "e" + std::to_string(i)});
    return made;
}

}  // namespace

TEST_CASE("copy: rows arrive with defaults, NULLs and every value, and are counted") {
    blog_database blog;
    std::vector<NewUser> rows = people(3);
    rows[1].image = "x.png";
    rows[2].score = 2.5;
    CHECK(blog.db.copy(users, rows) == 3);
    const auto all = blog.db.select().from(users).order_by(users.id).all();
    REQUIRE(all.size() == 3);
    CHECK(all[0].name == "name 0");
    CHECK(all[0].age == 0);
    CHECK_FALSE(all[0].image.has_value());
    CHECK(all[1].image == "x.png");
    CHECK(all[2].score == 2.5);
}

TEST_CASE("copy: a lazy range of any length, and none at all") {
    blog_database blog;
    const auto lazy = std::views::iota(0, 100'000) | std::views::transform([](int i) {
                          return NewUser{.name = "n", .email = std::to_string(i), .age = i};
                      });
    CHECK(blog.db.copy(users, lazy) == 100'000);
    CHECK(blog.server.value("select sum(age) from users") == "4999950000");
    CHECK(blog.db.copy(users, std::vector<NewUser>()) == 0);
}

TEST_CASE("copy: an error copies nothing and has the server's and the caller's words") {
    blog_database blog;
    std::vector<NewUser> rows = people(50'000);
    rows[40'000].email = "e7";
    const unsigned line = __LINE__ + 2;
    try {
        blog.db.copy(users, rows);
        FAIL("no error");
    } catch (const orm::unique_violation& failure) {
        CHECK(failure.constraint() == "users_email_key");
        CHECK(failure.where().line() == line);
    }
    CHECK(blog.server.value("select count(*) from users") == "0");
    CHECK(blog.db.copy(users, people(10)) == 10);
}

TEST_CASE("copy: rows that give other columns than the first are refused with their number") {
    blog_database blog;
    std::vector<NewUser> rows = people(5);
    rows[3].age = 4;
    CHECK_THROWS_WITH(blog.db.copy(users, rows),
                      Catch::Contains("row 4 gives what the first row leaves out, column \"age\""));
    for (NewUser& row : rows) row.age = 1;
    rows[2] = {.name = "n", .email = "other"};
    CHECK_THROWS_WITH(blog.db.copy(users, rows),
                      Catch::Contains("row 3 leaves out what the first row gives"));
    rows[2].age = orm::sql<int>("1 + 1");
    CHECK_THROWS_WITH(blog.db.copy(users, rows), Catch::Contains("row 3 has an expression"));
    CHECK(blog.server.value("select count(*) from users") == "0");
}

TEST_CASE("copy: a failure in the range in the middle copies nothing and leaves a working pool") {
    blog_database blog;
    const auto lazy = std::views::iota(0, 100'000) | std::views::transform([](int i) {
                          if (i == 60'000) throw std::runtime_error("source broke");
                          return NewUser{.name = "n", .email = std::to_string(i)};
                      });
    CHECK_THROWS_WITH(blog.db.copy(users, lazy), "source broke");
    CHECK(blog.server.value("select count(*) from users") == "0");
    CHECK(blog.db.copy(users, people(2)) == 2);
}

TEST_CASE("copy: a column whose type differs in the database is refused before a byte is copied") {
    blog_database blog;
    blog.server.run("alter table users alter column score type bigint");
    CHECK_THROWS_AS(blog.db.copy(users, people(1)), orm::row_mismatch);
    CHECK(blog.server.value("select count(*) from users") == "0");
}

TEST_CASE("copy: in a transaction it is undone with it") {
    blog_database blog;
    CHECK_THROWS_WITH(blog.db.transaction([](auto& tx) {
        CHECK(tx.copy(users, people(10)) == 10);
        CHECK(tx.select(orm::count()).from(users).one() == 10);
        throw std::runtime_error("undo");
    }),
                      "undo");
    CHECK(blog.server.value("select count(*) from users") == "0");
}

TEST_CASE("copy: names that need quoting, columns of the database in another order") {
    blog_database blog;
    blog.server.run(R"(create table "reading's ""log""" (
        value double precision, note text not null default 'none', id integer primary key))");
    const std::vector<orm::insert_of<readings>> rows = {{.id = 1, .value = 0.5}, {.id = 2}};
    CHECK(blog.db.copy(readings, rows) == 2);
    const auto all = blog.db.select().from(readings).order_by(readings.id).all();
    CHECK(all.at(0).value == 0.5);
    CHECK(all.at(1).note == "none");
    std::string text;
    CHECK(blog.db.copy_out(readings, orm::copy_format::csv,
                           [&](std::string_view line) { text += line; }) == 2);
    CHECK(text == "id,value,note\n1,0.5,none\n2,,none\n");
}

TEST_CASE("copy_out and copy_in: a table through a file and back") {
    filled_blog blog;
    std::FILE* const file = std::tmpfile();
    CHECK(blog.db.copy_out(users, orm::copy_format::csv, file) == 3);
    const auto before = blog.db.select().from(users).order_by(users.id).all();
    blog.server.run("truncate users cascade");
    std::rewind(file);
    CHECK(blog.db.copy_in(users, orm::copy_format::csv, file) == 3);
    std::fclose(file);
    const auto after = blog.db.select().from(users).order_by(users.id).all();
    REQUIRE(after.size() == 3);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(after[i].email == before[i].email);
        CHECK(after[i].createdAt == before[i].createdAt);
        CHECK(after[i].image == before[i].image);
    }
}

TEST_CASE("copy_out: a query without values; one with values is refused") {
    filled_blog blog;
    std::string text;
    const auto add = [&](std::string_view line) { text += line; };
    CHECK(blog.db.copy_out(orm::select(users.name).from(users).order_by(users.name),
                           orm::copy_format::text, add) == 3);
    CHECK(text == "Ann\nBob\nCid\n");
    CHECK_THROWS_AS(blog.db.copy_out(orm::select(users.name).from(users).where(users.age > 3),
                                     orm::copy_format::text, add),
                    orm::invalid_value);
}

TEST_CASE("copy_out: what the function throws ends the copy, the pool works on") {
    filled_blog blog;
    CHECK_THROWS_WITH(blog.db.copy_out(users, orm::copy_format::text,
                                       [](std::string_view) { throw std::runtime_error("full"); }),
                      "full");
    CHECK(blog.db.select().from(users).all().size() == 3);
}
