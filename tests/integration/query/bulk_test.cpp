// SPDX-License-Identifier: MIT
// Inserts of many rows, from selects, upserts, updates from and deletes using, with rows of a server.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"
#include "support/team_schema.hpp"

using namespace orm_test;
using NewUser = orm::insert_of<users>;

template <class M>
struct tagged_table {
    orm::integer<M> number;
    orm::text<M, orm::array> tags;
};
inline constexpr auto tagged = orm::table<tagged_table>("tagged");

template <class M>
struct kind_table {
    orm::smallint<M> small;
    orm::numeric<M> exact;
    orm::varchar<M, orm::length<5>> word;
    orm::timestamptz<M> moment;
    orm::date<M, orm::nullable> day;
    orm::uuid<M> key;
    orm::bytea<M> bytes;
    orm::boolean<M> flag;
    orm::bigserial<M> counter;
};
inline constexpr auto kinds = orm::table<kind_table>("kinds");

namespace {

std::vector<NewUser> many_users(int count) {
    std::vector<NewUser> rows;
    for (int i = 0; i < count; ++i) {
        NewUser row{.name = "n" + std::to_string(i), .email = std::to_string(i)};
        row.image =
            i % 3 == 0 ? std::optional<std::string>{} : std::optional<std::string>{"i'{}\"\\"};
        row.age = i;
        row.score = i / 3.0;
        rows.push_back(row);
    }
    return rows;
}

struct wide_blog : filled_blog {
    wide_blog() { server.run(team_schema_sql); }
};

}  // namespace

TEST_CASE("bulk: 20,000 rows of five columns are one statement") {
    blog_database blog;
    const auto rows = many_users(20'000);
    CHECK(blog.db.insert(users).values(rows).execute() == 20'000);
    CHECK(blog.server.value("select count(*) from users where image is null") == "6667");
    CHECK(blog.server.value("select count(*) from users where image = 'i''{}\"\\'") == "13333");
    CHECK(blog.server.value("select sum(age) || ' ' || sum((score * 3)::bigint) from users") ==
          "199990000 199990000");
    CHECK(blog.server.value("select count(*) from users where name <> 'n' || age") == "0");
}

TEST_CASE("bulk: returning gives the rows in their order") {
    blog_database blog;
    const auto rows = many_users(500);
    const auto names = blog.db.insert(users).values(rows).returning(users.name).all();
    REQUIRE(names.size() == 500);
    for (std::size_t i = 0; i < names.size(); ++i) CHECK(names[i] == "n" + std::to_string(i));
}

TEST_CASE("bulk: rows that give different columns, and expressions, go as values") {
    blog_database blog;
    auto rows = many_users(100);
    rows[50] = NewUser{.name = "x", .email = "x"};
    rows[60].name = orm::sql<std::string>("upper({})", "y");
    CHECK(blog.db.insert(users).values(rows).execute() == 100);
    CHECK(blog.server.value("select age from users where name = 'x'") == "0");
    CHECK(blog.server.value("select count(*) from users where name = 'Y'") == "1");
}

TEST_CASE(
    "bulk: columns of arrays are cut into statements below 65,536 values, in one transaction") {
    blog_database blog;
    blog.server.run("create table tagged (number integer not null unique, tags text[] not null)");
    std::vector<orm::insert_of<tagged>> rows;
    for (int i = 0; i < 70'000; ++i)
        rows.push_back({.number = i, .tags = std::vector<std::string>{"a", std::to_string(i)}});
    CHECK(blog.db.insert(tagged).values(rows).execute() == 70'000);
    CHECK(blog.server.value("select count(*) from tagged where tags = array['a', number::text]") ==
          "70000");

    blog.server.run("truncate tagged; insert into tagged values (69999, '{}')");
    CHECK_THROWS_AS(blog.db.insert(tagged).values(rows).execute(), orm::unique_violation);
    CHECK(blog.server.value("select count(*) from tagged") == "1");

    blog.server.run("truncate tagged");
    const auto numbers = blog.db.insert(tagged).values(rows).returning(tagged.number).all();
    REQUIRE(numbers.size() == 70'000);
    CHECK(numbers.front() == 0);
    CHECK(numbers.back() == 69'999);

    blog.server.run("truncate tagged");
    CHECK_THROWS_AS(blog.db.transaction([&](auto& tx) {
        CHECK(tx.insert(tagged).values(rows).execute() == 70'000);
        throw std::runtime_error("undo");
    }),
                    std::runtime_error);
    CHECK(blog.server.value("select count(*) from tagged") == "0");
}

TEST_CASE("arrays: elements may stand in braces") {
    blog_database blog;
    blog.server.run("create table tagged (number integer not null unique, tags text[] not null)");
    const std::string blue = "blue";
    blog.db.insert(tagged).values({.number = 1, .tags = {"red", blue}}).execute();
    blog.db.insert(tagged)
        .values({{.number = 2, .tags = {"a"}}, {.number = 3, .tags = std::vector<std::string>{}}})
        .execute();
    blog.db.update(tagged).set({.tags = {"b", "c"}}).where(tagged.number == 2).execute();
    CHECK(blog.server.value("select string_agg(tags::text, ' ' order by number) from tagged") ==
          "{red,blue} {b,c} {}");
}

TEST_CASE("bulk: arrays and values store the same for every kind of column") {
    blog_database blog;
    blog.server.run(R"(create table kinds (small smallint not null, exact numeric not null,
        word varchar(5) not null, moment timestamptz not null, day date,
        key uuid not null, bytes bytea not null, flag boolean not null, counter bigserial))");
    std::vector<orm::insert_of<kinds>> rows;
    for (int i = 0; i < 40; ++i) {
        orm::insert_of<kinds> row{.small = std::int16_t(i),
                                  .exact = orm::decimal("1234567890123456789.1230"),
                                  .word = "w" + std::to_string(i),
                                  .moment = orm::utc_now(),
                                  .key = orm::pg::uuid{},
                                  .bytes = std::vector<std::byte>(std::size_t(i), std::byte{0xff}),
                                  .flag = i % 2 == 0};
        if (i % 2 == 0) row.day = std::chrono::sys_days{std::chrono::year{2024} / 2 / 29};
        else row.day = std::nullopt;
        rows.push_back(row);
    }
    CHECK(blog.db.insert(kinds).values(rows).execute() == 40);
    blog.server.run("create table arrays as table kinds; truncate kinds restart identity");
    for (const auto& row : rows) blog.db.insert(kinds).values(row).execute();
    CHECK(blog.server.value("select count(*) from (table kinds except all table arrays) t") == "0");
    CHECK(blog.server.value("select count(*) from arrays") == "40");
    rows[3].word = "too long";
    CHECK_THROWS_AS(blog.db.insert(kinds).values(rows).execute(), orm::error);
}

TEST_CASE("insert from select: copies rows, and default values make one") {
    wide_blog blog;
    CHECK(blog.db.insert(posts)
              .columns(posts.authorId, posts.title)
              .from(orm::select(users.id, users.name).from(users).where(users.age > 25))
              .returning(posts.title)
              .all() == std::vector<std::string>{"Ann", "Cid"});
    CHECK(blog.db.insert(visits).default_values().returning(visits.id).one() == 1);
    CHECK(blog.db.insert(visits).values({{}, {}, {}}).execute() == 3);
}

TEST_CASE("upsert: keys of two columns, partial indexes, names, conditions") {
    wide_blog blog;
    const auto member = blog.db.insert(members).values({.userId = 1, .teamId = 2, .role = "new"});
    CHECK(member.execute() == 1);
    const auto again = member.on_conflict(members.teamId, members.userId)
                           .do_update({.role = orm::excluded(members.role)});
    CHECK(again.execute() == 1);
    CHECK(again.where(members.role.is_distinct_from(orm::excluded(members.role))).execute() == 0);
    CHECK(member.on_conflict(orm::constraint("members_pkey")).do_nothing().execute() == 0);
    const auto elsewhere = blog.db.insert(members).values({.userId = 1, .teamId = 3});
    CHECK_THROWS_AS(elsewhere.execute(), orm::unique_violation);
    CHECK(elsewhere.on_conflict(members.userId)
              .where(members.leftAt.is_null())
              .do_nothing()
              .execute() == 0);
    CHECK_THROWS_AS(member.on_conflict(members.userId).do_nothing(), orm::invalid_value);
    CHECK_THROWS_AS(member.on_conflict(members.teamId).do_nothing(), orm::invalid_value);
}

TEST_CASE("update from and delete using: other tables choose and give values") {
    filled_blog blog;
    struct changed {
        std::int64_t post;
        std::string author;
    };
    const auto rows = blog.db.update(posts)
                          .from(users)
                          .set({.title = users.name})
                          .where(posts.authorId == users.id && users.age > 35)
                          .returning(posts.id, users.name)
                          .as<changed>()
                          .all();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].post == 3);
    CHECK(rows[0].author == "Cid");
    CHECK(blog.server.value("select title from posts where id = 3") == "Cid");
    CHECK(blog.db.delete_from(comments)
              .using_table(posts)
              .join(users, users.id == posts.authorId)
              .where(comments.postId == posts.id && users.name == "Ann")
              .execute() == 2);
}
