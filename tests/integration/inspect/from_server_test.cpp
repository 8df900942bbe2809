// SPDX-License-Identifier: MIT
// What a live server has comes back as it was declared.
#include "support/catch.hpp"

#include <string>

#include "../diff/live_database.hpp"

using orm_test::live_database;

TEST_CASE("from_server: a serial column is serial again", "[inspect]") {
    live_database live;
    live.run("create table \"User\" (id serial primary key, n int generated always as identity)");
    const auto found = live.inspect();
    REQUIRE(found.tables.size() == 1);
    CHECK(found.tables[0].columns[0].type.name == "serial");
    CHECK_FALSE(found.tables[0].columns[0].default_expression);
    CHECK(found.tables[0].columns[1].identity);
    CHECK(found.sequences.empty());
}

TEST_CASE("from_server: hostile names and comments survive", "[inspect]") {
    live_database live;
    live.run(
        R"(create schema "a.b"; create table "a.b"."t"" --" ("{x,y}" int, "c\" text, unique ("{x,y}", "c\")))");
    live.run(R"(comment on column "a.b"."t"" --"."c\" is E'it''s\n*/ done')");
    const auto found = live.inspect();
    REQUIRE(found.tables.size() == 1);
    CHECK(found.tables[0].name == "t\" --");
    CHECK(found.tables[0].uniques[0].columns == std::vector<std::string>{"{x,y}", "c\\"});
    CHECK(found.tables[0].columns[1].comment == "it's\n*/ done");
}

TEST_CASE("from_server: partitions are the parent's columns and keys once", "[inspect]") {
    live_database live;
    live.run(
        "create table p (id int not null, day date not null, primary key (id, day)) partition by range (day);"
        "create index p_day on p (day);"
        "create table p_1 partition of p for values from ('2026-01-01') to ('2027-01-01')");
    const auto found = live.inspect();
    REQUIRE(found.tables.size() == 2);
    CHECK(found.tables[0].partition_key == "RANGE (day)");
    CHECK(found.tables[1].partition_of->parent.name == "p");
    CHECK(found.tables[1].indexes.empty());
    CHECK_FALSE(found.tables[1].primary_key);
}

TEST_CASE("from_server: objects of every kind go through DDL and come back", "[inspect]") {
    live_database live;
    live.run(
        "create schema s; create type s.mood as enum ('a', 'b''c'); create domain s.age as int check (value > 0);"
        "create type pair as (l text, r s.mood); create sequence s.numbers increment 3 start 9;"
        "create function s.twice(n int) returns int language sql immutable as 'select n * 2';"
        "create table s.t (id int primary key, m s.mood default 'a', a s.age, g int generated always as (id * 2) stored,"
        " during tsrange, exclude using gist (during with &&), check (id > 0) no inherit);"
        "create table s.child (extra text) inherits (s.t);"
        "create unique index i on s.t (id desc nulls last) include (a) where id > 3;"
        "create function s.touch() returns trigger language plpgsql as 'begin return new; end';"
        "create trigger touched before update on s.t for each row execute function s.touch();"
        "create view v with (security_barrier) as select id from s.t; create materialized view mv as select * from v;"
        "create unique index mvi on mv (id); comment on view v is 'a view';"
        "alter table s.t enable row level security; create policy mine on s.t using (id > 1) with check (id > 2)");
    const auto found = live.inspect();
    live_database copy;
    const auto plan = orm::diff::make_plan({}, found);
    INFO(orm_test::as_text(plan.statements()));
    REQUIRE(copy.run_all(plan.statements()) == "");
    CHECK(copy.inspect() == found);
}

TEST_CASE(
    "from_server: a changed view and a changed check are seen once the server has spelled them",
    "[inspect]") {
    live_database live;
    live.run(
        "create table t (id int, check (id > 1)); create view v as select id from t where id > 5");
    orm::catalog::database wanted = live.inspect();
    wanted.views[0].definition = "select id from public.t where id > 5";
    wanted.tables[0].checks[0].expression = "\"id\" > 1";
    CHECK(orm::diff::make_plan(live.inspect(), live.normalised(wanted)).is_empty());
    wanted.views[0].definition = "select id from public.t where id > 6";
    CHECK_FALSE(orm::diff::make_plan(live.inspect(), live.normalised(wanted)).is_empty());
}

TEST_CASE("from_server: the search_path of the session does not matter", "[inspect]") {
    live_database live;
    live.run(
        "create schema evil; create table t (id int default 1);"
        "create table evil.pg_class (x int)");
    const auto before = live.inspect();
    live.run("alter database " + live.url().substr(live.url().rfind('/') + 1) +
             " set search_path to evil, public");
    CHECK(live.inspect() == before);
}
