// SPDX-License-Identifier: MIT
// insert, update and delete_from, with rows of a server.
#include <cstdint>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;
using NewUser = orm::insert_of<users>;

TEST_CASE("insert: gives the number of rows") {
    blog_database blog;
    CHECK(blog.db.insert(users).values({.name = "Ann", .email = "a"}).execute() == 1);
    CHECK(blog.db.insert(users)
              .values({{.name = "Bob", .email = "b"}, {.name = "Cid", .email = "c"}})
              .execute() == 2);
    CHECK(blog.server.value("select string_agg(name, ',' order by id) from users") ==
          "Ann,Bob,Cid");
}

TEST_CASE("insert: columns left out get their defaults") {
    blog_database blog;
    blog.db.insert(users).values({.name = "Ann", .email = "a"}).execute();
    CHECK(blog.server.run("select email_verified, image, age, score from users") ==
          text_rows{{"f", "NULL", "0", "NULL"}});
}

TEST_CASE("insert: rows that give different columns keep each other's defaults") {
    blog_database blog;
    blog.db.insert(users)
        .values({{.name = "Ann", .email = "a", .age = 5},
                 {.name = "Bob", .email = "b", .image = "i"},
                 {.name = "Cid", .email = "c", .image = std::nullopt, .score = 1.5}})
        .execute();
    CHECK(blog.server.run("select name, image, age, score from users order by name") ==
          text_rows{{"Ann", "NULL", "5", "NULL"},
                    {"Bob", "i", "0", "NULL"},
                    {"Cid", "NULL", "0", "1.5"}});
}

TEST_CASE("insert: rows of a vector and of a span") {
    blog_database blog;
    std::vector<NewUser> rows;
    for (int i = 0; i < 100; ++i)
        rows.push_back(
            {.name = "n" + std::to_string(i), .email = "e" + std::to_string(i), .age = i});
    CHECK(blog.db.insert(users).values(rows).execute() == 100);
    CHECK(blog.server.value("select sum(age) from users") == "4950");
    CHECK(blog.server.value("select name || email from users where age = 77") == "n77e77");
}

TEST_CASE("insert: returning gives what the database made") {
    blog_database blog;
    CHECK(blog.db.insert(users).values({.name = "Ann", .email = "a"}).returning(users.id).one() ==
          1);
    const auto [id, verified] = blog.db.insert(users)
                                    .values({.name = "Bob", .email = "b"})
                                    .returning(users.id, users.emailVerified)
                                    .one();
    CHECK(id == 2);
    CHECK_FALSE(verified);
    const Comment given =
        blog.db.insert(posts).values({.authorId = 1, .title = "t"}).returning(posts.id).one() == 1
            ? blog.db.insert(comments).values({.postId = 1, .text = "x"}).returning().one()
            : Comment{};
    CHECK(given.text == "x");
    CHECK(given.authorId == std::nullopt);
}

TEST_CASE("insert: returning gives a row for each inserted row, in order") {
    blog_database blog;
    const auto ids = blog.db.insert(users)
                         .values({{.name = "a", .email = "a"}, {.name = "b", .email = "b"}})
                         .returning(users.id)
                         .all();
    CHECK(ids == std::vector<std::int64_t>{1, 2});
}

TEST_CASE("insert: strings with quotes, backslashes and UTF-8 come back as they were") {
    blog_database blog;
    const std::vector<std::string> texts{"it's",
                                         "\"quoted\"",
                                         "C:\\new",
                                         "'; drop table users; --",
                                         "Größe 漢字 🎉",
                                         "line\nbreak\ttab",
                                         "$1 %s {}",
                                         "",
                                         std::string(100'000, 'x')};
    int count = 0;
    for (const auto& text : texts) {
        const auto given = blog.db.insert(users)
                               .values({.name = text, .email = std::to_string(++count)})
                               .returning(users.name)
                               .one();
        CHECK(given == text);
        CHECK(blog.db.select(orm::count()).from(users).where(users.name == text).one() == 1);
    }
}

TEST_CASE("insert: NUL and invalid UTF-8 are refused before anything is sent") {
    blog_database blog;
    const auto insert_name = [&](const std::string& name) {
        blog.db.insert(users).values({.name = name, .email = "a"}).execute();
    };
    CHECK_THROWS_AS(insert_name(std::string("a\0b", 3)), orm::invalid_value);
    CHECK_THROWS_AS(insert_name("\xC3"), orm::invalid_value);
    CHECK_THROWS_AS(insert_name("\xED\xA0\x80"), orm::invalid_value);
    CHECK_THROWS_AS(insert_name("\xFF"), orm::invalid_value);
    CHECK(blog.server.value("select count(*) from users") == "0");
    insert_name("still works");
}

TEST_CASE("insert: a refused value names the caller's line and not the value") {
    blog_database blog;
    const std::string secret("se\0cret", 7);
    const unsigned line = __LINE__ + 2;
    try {
        blog.db.insert(users).values({.name = secret, .email = "a"}).execute();
        FAIL("NUL was taken");
    } catch (const orm::invalid_value& error) {
        CHECK(error.where().line() == line);
        CHECK_THAT(error.where().file_name(), contains_text("writes_test.cpp"));
        CHECK_THAT(error.what(), !contains_text("cret"));
    }
}

TEST_CASE("a refused value names its parameter, its column and its row") {
    blog_database blog;
    const auto refusal = [](const auto& run) -> std::pair<std::string, std::string> {
        try {
            run();
        } catch (const orm::invalid_value& error) {
            return {error.column(), error.message()};
        }
        return {"", "nothing was refused"};
    };
    const std::string bad = "a\xFF";
    const std::string why = "byte 1 of a text value is not valid UTF-8";
    using pair = std::pair<std::string, std::string>;
    const orm::insert_of<users> good{.name = "Ann", .email = "a"};
    const orm::insert_of<users> wrong{.name = "Bob", .email = bad};

    CHECK(refusal([&] { blog.db.insert(users).values(wrong).execute(); }) ==
          pair("email", "parameter $2, column \"email\": " + why));
    CHECK(refusal([&] { blog.db.insert(users).values({good, wrong}).execute(); }) ==
          pair("email", "parameter $4, column \"email\": " + why));
    CHECK(refusal([&] { blog.db.update(users).set({.email = bad}).all_rows().execute(); }) ==
          pair("email", "parameter $1, column \"email\": " + why));
    CHECK(refusal([&] {
              blog.db.select().from(users).where(users.age == 3 && users.name == bad).all();
          }) == pair("name", "parameter $2, column \"name\": " + why));
    CHECK(refusal([&] {
              blog.db.batch(orm::select(users.id).from(users).where(users.age == 3),
                            orm::select(users.id).from(users).where(users.name == bad));
          }) == pair("name", "parameter $1, column \"name\": " + why));

    CHECK(refusal([&] {
              blog.db.select()
                  .from(users)
                  .where(users.age == 3 && orm::sql<bool>("lower({}) = 'a'", bad))
                  .all();
          }) == pair("", "parameter $2: " + why));

    std::vector<orm::insert_of<users>> many(40, good);
    many[16] = wrong;
    CHECK(refusal([&] { blog.db.insert(users).values(many).execute(); }) ==
          pair("email", "row 17, column \"email\": " + why));
    CHECK(refusal([&] { blog.db.copy(users, many); }) ==
          pair("email", "row 17, column \"email\": " + why));
    CHECK(blog.db.select(orm::count()).from(users).one() == 0);
}

TEST_CASE("on_conflict: do_nothing leaves the row as it was") {
    filled_blog blog;
    const auto insert = blog.db.insert(users).values({.name = "New", .email = "ann@example.com"});
    CHECK(insert.on_conflict(users.email).do_nothing().execute() == 0);
    CHECK(insert.on_conflict().do_nothing().execute() == 0);
    CHECK(insert.on_conflict(users.email).do_nothing().returning(users.id).first() == std::nullopt);
    CHECK(blog.server.value("select name from users where id = 1") == "Ann");
}

TEST_CASE("on_conflict: do_update writes excluded, values, columns and NULL") {
    filled_blog blog;
    const auto id = blog.db.insert(users)
                        .values({.name = "New", .email = "bob@example.com"})
                        .on_conflict(users.email)
                        .do_update({.name = orm::excluded(users.name),
                                    .email = users.name,
                                    .image = std::nullopt,
                                    .age = 99})
                        .returning(users.id)
                        .one();
    CHECK(id == 2);
    CHECK(blog.server.run("select name, email, image, age from users where id = 2") ==
          text_rows{{"New", "Bob", "NULL", "99"}});
}

TEST_CASE("update: changes the named columns of the named rows") {
    filled_blog blog;
    CHECK(blog.db.update(users).set({.name = "Ann B.", .age = 31}).where(users.id == 1).execute() ==
          1);
    CHECK(blog.db.update(users).set({.score = std::nullopt}).where(users.age < 35).execute() == 2);
    CHECK(blog.db.update(users).set({.age = 0}).where(users.id == 77).execute() == 0);
    CHECK(blog.server.run("select name, age, score from users order by id") ==
          text_rows{{"Ann B.", "31", "NULL"}, {"Bob", "20", "NULL"}, {"Cid", "40", "NULL"}});
}

TEST_CASE("update: sets columns from columns and conditions") {
    filled_blog blog;
    blog.db.update(users)
        .set({.email = users.name, .emailVerified = users.age > 25})
        .all_rows()
        .execute();
    CHECK(blog.server.run("select email, email_verified from users order by id") ==
          text_rows{{"Ann", "t"}, {"Bob", "f"}, {"Cid", "t"}});
}

TEST_CASE("update: returning gives the new rows") {
    filled_blog blog;
    const auto rows = blog.db.update(users).set({.age = 1}).where(users.id == 1).returning().all();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].age == 1);
    CHECK(rows[0].name == "Ann");
}

TEST_CASE("update: a patch that names nothing is refused before anything is sent") {
    filled_blog blog;
    const orm::update_of<users> nothing;
    CHECK_THROWS_AS(blog.db.update(users).set(nothing).all_rows().execute(), orm::invalid_value);
}

TEST_CASE("delete_from: deletes the named rows, or all") {
    filled_blog blog;
    CHECK(blog.db.delete_from(users).where(users.name == "Bob").execute() == 1);
    CHECK(blog.db.delete_from(users).where(users.name == "Bob").execute() == 0);
    CHECK(blog.db.delete_from(comments).all_rows().execute() == 2);
    CHECK(blog.db.delete_from(users).where(users.id == 3).returning(users.email).all() ==
          std::vector<std::string>{"cid@example.com"});
    CHECK(blog.server.value("select count(*) from users") == "1");
}

template <class M>
struct counter_table {
    orm::bigint<M, orm::primary_key, orm::identity> id;
    orm::integer<M, orm::default_to<7>> count;
};
inline constexpr auto counters = orm::table<counter_table>("counters");
constexpr const char* counters_sql =
    "create table counters (id bigint generated by default as identity primary key, "
    "count integer not null default 7)";

TEST_CASE("insert: a row that gives nothing takes every default") {
    test_database server;
    server.run(counters_sql);
    const auto db = orm::connect(server.url(), one_connection());
    CHECK(db.insert(counters).values(orm::insert_of<counters>{}).execute() == 1);
    CHECK(server.value("select count from counters") == "7");
}

TEST_CASE("insert: several rows that give nothing take every default") {
    test_database server;
    server.run(counters_sql);
    const auto db = orm::connect(server.url(), one_connection());
    const std::vector<orm::insert_of<counters>> rows(3);
    CHECK(db.insert(counters).values(rows).execute() == 3);
    CHECK(server.value("select sum(count) from counters") == "21");
}

TEST_CASE("insert: no rows at all are refused in words") {
    test_database server;
    server.run(counters_sql);
    const auto db = orm::connect(server.url(), one_connection());
    const std::vector<orm::insert_of<counters>> rows;
    CHECK_THROWS_WITH(
        db.insert(counters).values(rows).execute(),
        contains_text("values() was given no rows") && contains_text("writes_test.cpp"));
}
