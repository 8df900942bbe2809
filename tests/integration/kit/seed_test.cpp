// SPDX-License-Identifier: MIT
// A seeded database has rows that look real, keep every rule, and are the same for the same seed.
#include "support/catch.hpp"

#include <string>
#include <vector>

#include <orm/orm.hpp>
#include <orm/seed.hpp>

#include "support/blog_schema.hpp"
#include "support/database.hpp"

using namespace orm_test;

namespace {

constexpr auto blog = orm::schema(users, posts, comments);

/// Seeds every table of a database that SQL made.
orm::seed_report seed_sql(test_database& database, const std::string& sql,
                          const orm::seed_options& options = {},
                          const std::vector<orm::seed_refinement>& wishes = {}) {
    database.run(sql);
    auto db = orm::connect(database.url());
    const orm::driver::postgres::lease server(db.source(), {});
    return orm::kit::seed_catalog(*server, orm::inspect::from_server(*server), options, wishes);
}

std::string digest(test_database& database, const std::string& table) {
    return database.value("select md5(string_agg(t::text, '|' order by t::text)) from " + table +
                          " t");
}

}  // namespace

TEST_CASE("seed: a blog gets users, posts of users and comments of both", "[seed]") {
    test_database database;
    database.run(blog_schema_sql);
    auto db = orm::connect(database.url());
    const auto report = orm::seed(db, blog, {.count = 200, .seed = 42});
    CHECK(report.rows() == 600);
    CHECK(database.value("select count(*) from users where email like '%@example.___'") == "200");
    CHECK(database.value("select count(distinct email) from users") == "200");
    CHECK(std::stoi(database.value("select count(distinct author_id) from posts")) > 80);
    CHECK(database.value("select count(*) from users where age between 18 and 90") == "200");
    CHECK(db.insert(users).values({.name = "Ann", .email = "a@b.c"}).returning(users.id).one() ==
          201);
}

TEST_CASE("seed: the same seed gives the same bytes, another seed gives others", "[seed]") {
    std::vector<std::string> digests;
    for (const std::uint64_t seed : {7U, 7U, 8U}) {
        test_database database;
        database.run(blog_schema_sql);
        orm::seed(orm::connect(database.url()), blog, {.count = 50, .seed = seed});
        digests.push_back(digest(database, "users") + digest(database, "comments"));
    }
    CHECK(digests[0] == digests[1]);
    CHECK(digests[0] != digests[2]);
    orm::fake::random random(42);
    CHECK(random.next() == 13679457532755275413U);
}

TEST_CASE("seed: a second run adds rows and breaks no unique column", "[seed]") {
    test_database database;
    database.run(blog_schema_sql);
    auto db = orm::connect(database.url());
    orm::seed(db, blog, {.count = 100});
    orm::seed(db, blog, {.count = 100});
    CHECK(database.value("select count(distinct email) from users") == "200");
}

TEST_CASE("seed: refinements say values, numbers of rows and rows for each parent", "[seed]") {
    test_database database;
    database.run(blog_schema_sql);
    auto db = orm::connect(database.url());
    orm::seed(db, blog, {.count = 30}, orm::refine(users).rows(20),
              orm::refine(users.age, orm::fake::integers(30, 31)),
              orm::refine(users.image, orm::fake::pattern("a-##?").with_nulls(0.5)),
              orm::refine(posts.authorId).per_parent(2, 4), orm::refine(comments).left_out(),
              orm::refine(posts.title, orm::fake::weighted({{"one", 9}, {"two", 1}})));
    CHECK(database.value("select count(*) from users where age in (30, 31)") == "20");
    CHECK(database.value("select count(*) from users where image !~ '^a-[0-9]{2}[a-z]$'") == "0");
    CHECK(database.value("select min(n) >= 2 and max(n) <= 4 and count(*) = 20 from"
                         " (select count(*) n from posts group by author_id) x") == "t");
    CHECK(database.value("select count(*) from comments") == "0");
    CHECK(database.value(
              "select count(*) filter (where title = 'one') > count(*) / 2 from posts") == "t");
}

TEST_CASE("seed: all types, domains, enums and arrays get values", "[seed]") {
    test_database database;
    seed_sql(database, R"(
create type mood as enum ('sad', 'it''s "ok"', 'a\b,c');
create domain positive as integer check (value > 0 and value < 50);
create table everything (
    id bigint generated always as identity primary key, s smallint not null, i integer not null,
    b bigint not null, r real not null, d double precision not null, n numeric(5,2) not null,
    n0 numeric(3) not null, t text not null, v varchar(7) not null, c char(2) not null, bo boolean not null,
    da date not null, ti time not null, tz timetz not null, ts timestamp not null, tsz timestamptz not null,
    iv interval not null, u uuid not null, j json not null, jb jsonb not null, by bytea not null,
    ip inet not null, ci cidr not null, ma macaddr not null, bi bit(5) not null, vb bit varying(6) not null,
    p point not null, m mood not null, ms mood[] not null, po positive not null, ta text[] not null,
    tsv tsvector not null, ra int4range not null, dr daterange not null, tr tstzrange not null,
    x xml not null, mo money not null, g integer generated always as (i * 2) stored,
    ro oid not null, cc "char" not null, na name not null, ia integer[] not null, jba jsonb[] not null))");
    CHECK(database.value("select count(*) from everything") == "100");
    CHECK(database.value("select count(distinct m) from everything") == "3");
}

TEST_CASE("seed: unique columns and keys of every kind stay unique", "[seed]") {
    test_database database;
    const auto report = seed_sql(database, R"(
create type kind as enum ('a', 'b', 'c');
create table person (id uuid primary key, email varchar(20) not null unique, code char(3) unique not null,
    born date unique, ip inet unique, number integer unique, price numeric(8,2) unique, at timestamptz unique);
create unique index on person (lower(email));
create table profile (person_id uuid primary key references person, bio text);
create table badge (profile_id uuid not null unique references profile, label text);
create table team (id serial primary key, name text unique, kind kind);
create table member (person_id uuid references person, team_id integer references team,
    primary key (person_id, team_id));
create table score (member_person uuid, member_team integer, kind kind not null, points integer,
    foreign key (member_person, member_team) references member,
    primary key (member_person, member_team, kind));
create table setting (kind kind primary key, flag boolean not null);
create table pick (kind kind, flag boolean, unique (kind, flag));)",
                                 {.count = 500});
    CHECK(report.rows() == 6 * 500 + 3 + 6);
    CHECK(database.value("select count(*) from setting") == "3");
    CHECK(database.value("select count(*) from member") == "500");
}

TEST_CASE("seed: a join table has any pairs, not those of equal numbers", "[seed]") {
    test_database database;
    seed_sql(database, R"(
create table person (id integer primary key generated always as identity, name text);
create table team (id integer primary key generated always as identity, name text);
create table member (person_id integer references person, team_id integer references team,
    primary key (person_id, team_id));
)",
             {.count = 200, .seed = 42});
    CHECK(database.value("select count(*) from member") == "200");
    CHECK(std::stoi(database.value("select count(*) from member where person_id = team_id")) < 20);
    CHECK(std::stoi(database.value("select max(n) from (select count(*) n from member group by "
                                   "person_id) each")) > 1);
    CHECK(std::stoi(database.value("select count(distinct team_id) from member")) > 80);
}

TEST_CASE("seed: all pairs of a join table are there when there are as many rows", "[seed]") {
    test_database database;
    seed_sql(database, R"(
create table person (id integer primary key generated always as identity, name text);
create table team (id integer primary key generated always as identity, name text);
create table member (person_id integer references person, team_id integer references team,
    primary key (person_id, team_id));
)",
             {.count = 200, .seed = 42},
             {orm::seed_refinement{.schema = "public", .table = "person", .count = 7},
              orm::seed_refinement{.schema = "public", .table = "team", .count = 11}});
    CHECK(database.value("select count(*) from member") == "77");
}

TEST_CASE("seed: simple checks are kept", "[seed]") {
    test_database database;
    seed_sql(database, R"(create table t (
    id integer primary key, age integer not null check (age >= 21 and age < 30), price numeric not null check (price > 5000),
    status text not null default 'x' check (status in ('draft', 'live')), kind text not null check (kind = any (array['q', 'w'])),
    name text not null check (length(name) > 20 and name <> ''), email text unique check (email = lower(email)),
    starts_at timestamptz not null, ends_at timestamptz not null, check (ends_at > starts_at),
    low integer not null, high integer not null, constraint order_of check (low < high), rate integer check (rate between 3 and 4)))");
    CHECK(database.value("select count(*) from t") == "100");
}

TEST_CASE("seed: rows that break a check nobody reads are drawn again", "[seed]") {
    test_database database;
    seed_sql(database, R"(create table t (
    id integer primary key, kind text not null check (kind in ('a', 'b', 'c')), x integer, y integer,
    check ((kind = 'a' and x is not null and y is null) or (kind <> 'a' and x is null)),
    check (x is null or x % 3 = 1)); create table u (id serial primary key, t_id integer references t))",
             {.count = 1500});
    CHECK(database.value("select count(*) from t") == "1500");
}

TEST_CASE("seed: tables that reference themselves and each other are filled", "[seed]") {
    test_database database;
    seed_sql(database, R"(
create table node (id serial primary key, parent_id integer references node);
create table loop (id integer primary key, next_id integer not null references loop);
create table team (id serial primary key, lead_id integer);
create table person (id serial primary key, team_id integer not null references team);
alter table team add foreign key (lead_id) references person;
create table egg (id integer primary key, hen_id integer not null);
create table hen (id integer primary key, egg_id integer not null references egg);
alter table egg add foreign key (hen_id) references hen deferrable;)");
    CHECK(database.value("select count(lead_id) > 50 from team") == "t");
    CHECK(database.value("select count(parent_id) > 30 from node") == "t");
    CHECK(database.value("select count(*) from egg") == "100");
}

TEST_CASE("seed: what cannot be filled is refused with what to do, and nothing is written",
          "[seed]") {
    test_database database;
    CHECK_THROWS_AS(seed_sql(database, R"(
create table a (id integer primary key, b_id integer not null);
create table b (id integer primary key, a_id integer not null references a);
alter table a add foreign key (b_id) references b;)"),
                    orm::seed_error);
    test_database other;
    CHECK_THROWS_AS(seed_sql(other,
                             "create table first (id integer primary key);"
                             "create table second (v integer not null check (v * v = 2))"),
                    orm::check_violation);
    CHECK(other.value("select count(*) from first") == "0");
}

TEST_CASE("seed: progress ends with all rows of all tables", "[seed]") {
    test_database database;
    std::uint64_t done = 0;
    std::size_t tables = 0;
    orm::seed_options options;
    options.count = 40'000;
    options.on_progress = [&](const orm::seed_progress& at) {
        done = at.rows_done;
        tables = at.tables_done;
    };
    seed_sql(database, "create table a (id int primary key); create table b (id int)", options);
    CHECK(done == 40'000);
    CHECK(tables == 2);
}

TEST_CASE("reset: empties exactly these tables and starts their numbers again", "[seed]") {
    test_database database;
    database.run(blog_schema_sql);
    database.run("create table other (id int); insert into other values (1)");
    auto db = orm::connect(database.url());
    orm::seed(db, blog);
    CHECK(orm::reset(db, blog) == 3);
    CHECK(database.value("select count(*) from posts") == "0");
    CHECK(database.value("select count(*) from other") == "1");
    CHECK(db.insert(users).values({.name = "Ann", .email = "a@b.c"}).returning(users.id).one() ==
          1);
}
