// SPDX-License-Identifier: MIT
// A database that is pulled compiles without warnings and declares what the database has.
#include "support/catch.hpp"

#include <string>

#include "integration/kit/compile_header.hpp"

using namespace orm_test;

namespace {

/// Pulls, compiles, compares. Gives the header for more questions.
orm::kit::pulled_schema check_round_trip(const orm::catalog::database& live,
                                         const orm::kit::pull_options& options = {}) {
    orm::kit::pulled_schema pulled = orm::kit::pull(live, options);
    const compiled_header compiled = compile_header(pulled, options.name_space);
    INFO(pulled.header.substr(0, 6000));
    CHECK(compiled.complaints == "");
    CHECK(differences(orm::kit::declarable(live).part, compiled.declared) == "");
    return pulled;
}

}  // namespace

TEST_CASE("pull: keys, references, checks and indexes of every kind come back", "[kit]") {
    test_database database;
    database.run(R"(
create schema "Auth";
create type mood as enum ('happy', 'so-so', 'class', '');
create type plain as enum ('one', 'two');
create type "Auth"."Role" as enum ('admin', 'user');
create domain "Auth".age as integer check (value > 0);
create type pair as (l text, r int);
create table "user" (
    id bigint generated always as identity (start with 7 increment by 3) primary key,
    "emailVerified" boolean not null default false,
    email text not null unique,
    nick varchar(20) collate "C" constraint nick_is_unique unique,
    mood mood default 'so-so', plain plain[] not null default '{one}', role "Auth"."Role",
    age "Auth".age, boss_id bigint, points numeric(10, 2) default 0.5, ratio numeric(4),
    grid integer[][], tags text[] default '{}', p pair, created_at timestamptz(3) not null default now(),
    token uuid default gen_random_uuid(), note text default E'it''s\na "note"', length bit varying(8),
    total integer generated always as (length(email) * 2) stored, raw "char", n name,
    check (email <> ''), constraint no_age check (age < 200) no inherit);
alter table "user" add foreign key (boss_id) references "user" on delete set null deferrable initially deferred;
create table "Auth".team (id serial primary key, lead bigint references "user", owner integer);
alter table "user" add column team_id integer references "Auth".team on update cascade;
create table "Auth".seat (a integer, b integer, c text, during tsrange,
    constraint seat_key primary key (a, b) include (c), unique nulls not distinct (b, c),
    exclude using gist (during with &&));
create table booking (x integer, y integer, foreign key (x, y) references "Auth".seat match full not valid);
create index on "user" (lower(email) text_pattern_ops desc nulls last, created_at desc) where age > 3;
create unique index u on "user" (nick collate "POSIX", (age + 1)) include (token) with (fillfactor = 70);
create index on "user" using hash (email);
create index on "user" using gin (tags);
comment on table "user" is E'who "they" are\n*/ \\ ??/ end\\';
comment on column "user".email is 'where';
create view v as select 1; create function f() returns int language sql as 'select 1';
)");
    const auto pulled = check_round_trip(inspect(database));
    CHECK(pulled.notices.size() == 4);
}

TEST_CASE("pull: fields are written as in SQL when that is asked for", "[kit]") {
    test_database database;
    database.run("create table post (id int primary key, created_at date)");
    const auto live = inspect(database);
    CHECK(orm::kit::pull(live).header.find("> createdAt;") != std::string::npos);
    orm::kit::pull_options options;
    options.fields = orm::kit::field_style::as_in_sql;
    CHECK(orm::kit::pull(live, options).header.find("> created_at;") != std::string::npos);
}

TEST_CASE("pull: tables that reference each other name each other", "[kit]") {
    test_database database;
    database.run(
        "create table a (id int primary key, b_id int); create table b (id int primary key, a_id int"
        " references a); alter table a add foreign key (b_id) references b");
    const auto pulled = check_round_trip(inspect(database));
    CHECK(pulled.header.find("orm::table_named(\"a\")") != std::string::npos);
    CHECK(pulled.header.find("t.bId.references(b.id)") != std::string::npos);
}

TEST_CASE("pull: a change of the database is a difference from the header", "[kit]") {
    test_database database;
    database.run("create table a (id int primary key, b int)");
    const auto compiled = compile_header(orm::kit::pull(inspect(database)));
    database.run("alter table a alter b set not null");
    CHECK(differences(orm::kit::declarable(inspect(database)).part, compiled.declared) != "");
}

TEST_CASE("pull: relations follow from foreign keys", "[kit]") {
    test_database database;
    database.run(
        "create table users (id int primary key, boss_id int references users);"
        "create table groups (id int primary key);"
        "create table memberships (user_id int references users, group_id int references groups,"
        " primary key (user_id, group_id));"
        "create table follows (a int references users, b int references users, primary key (a, b));"
        "create table posts (id int primary key, author_id int not null references users,"
        " editor_id int references users)");
    orm::kit::pull_options options;
    options.with_relations = true;
    const auto pulled = check_round_trip(inspect(database), options);
    for (const char* line :
         {"posts_author = orm::one(posts.authorId, users.id);",
          "users_posts_by_editor = orm::many(users.id, posts.editorId);",
          "users_as_boss = orm::alias<\"users_as_boss\">(users);",
          "users_users = orm::many(users.id, users_of_boss.bossId);",
          "users_groups_through_memberships = orm::many_through(users.id, memberships.userId, "
          "memberships.groupId, groups.id);"})
        CHECK(pulled.header.find(line) != std::string::npos);
}

TEST_CASE("pull: without a namespace no table is called like a function of C", "[kit]") {
    test_database database;
    for (const char* name :
         {"time", "index", "link", "read", "signal", "wait", "log", "round", "user", "timezone",
          "stat", "socket", "message", "group", "session", "queue"})
        database.run("create table \"" + std::string(name) + "\" (id int primary key)");
    orm::kit::pull_options options;
    options.name_space.clear();
    check_round_trip(inspect(database), options);
}
