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
    live.run("alter database " + live.name() + " set search_path to evil, public");
    CHECK(live.inspect() == before);
}

namespace {

const char* const rare_objects =
    "create schema s; comment on schema s is 'a schema';"
    "create collation s.c (provider = libc, locale = 'C'); comment on collation s.c is 'a collation';"
    "create type s.mood as enum ('a', 'b'); comment on type s.mood is 'an enum';"
    "create domain s.age as int default 1 not null constraint positive check (value > 0);"
    "comment on domain s.age is 'a domain';"
    "create type s.pair as (l text collate s.c, r s.mood[]); comment on type s.pair is 'a composite';"
    "create sequence s.numbers as smallint increment 3 minvalue 2 maxvalue 90 start 9 cache 4 cycle;"
    "comment on sequence s.numbers is 'a sequence';"
    "create table s.t (a int constraint own_key primary key deferrable initially deferred,"
    " b text collate s.c, p s.pair, c int unique, constraint once unique (b) include (a) deferrable,"
    " during tsrange, constraint apart exclude using gist (during with &&) where (a > 0));"
    "alter table s.t add constraint grown check (a > 1) not valid;"
    "comment on table s.t is 'it''s a table'; comment on column s.t.b is 'a column';"
    "comment on constraint once on s.t is 'a constraint';"
    "create table s.child (a int, b s.age, constraint up foreign key (a) references s.t(c)"
    " match full on update cascade on delete set null deferrable initially deferred);"
    "create index i on s.t using btree (b text_pattern_ops desc nulls last, lower(b)) include (a)"
    " with (fillfactor = 70) where a is not null; comment on index s.i is 'an index';"
    "create table s.part (id int not null, day date not null, primary key (id, day))"
    " partition by range (day);"
    "create table s.part_1 partition of s.part for values from ('2026-01-01') to ('2027-01-01');"
    "create table s.part_rest partition of s.part default;"
    "create index part_day on s.part (day);"
    "create function s.touch() returns trigger language plpgsql as 'begin return new; end';"
    "comment on function s.touch() is 'a function';"
    "create procedure s.go(n int) language sql as 'select n';"
    "create constraint trigger late after insert on s.t deferrable initially deferred"
    " for each row execute function s.touch(); comment on trigger late on s.t is 'a trigger';"
    "create view s.v with (security_barrier, check_option = local) as select a from s.t where a > 1;"
    "alter table s.t enable row level security; alter table s.t force row level security;"
    "create policy mine on s.t as restrictive for update using (a > 1) with check (a > 2);"
    "comment on policy mine on s.t is 'a policy';";

}  // namespace

TEST_CASE("from_server: rare objects go through DDL, come back, and go away again", "[inspect]") {
    live_database live;
    live.run(rare_objects);
    const auto found = live.inspect();
    live_database copy;
    const auto plan = orm::diff::make_plan({}, found);
    INFO(orm_test::as_text(plan.statements()));
    REQUIRE(copy.run_all(plan.statements()) == "");
    CHECK(copy.inspect() == found);
    CHECK(orm::diff::make_plan(copy.inspect(), found).is_empty());
    REQUIRE(copy.run_all(plan.reverse()) == "");
    CHECK(orm_test::as_text(orm::diff::make_plan(copy.inspect(), {}).statements()) == "");
}

TEST_CASE("from_server: a change of each rare object is seen, and undone by its reverse",
          "[inspect]") {
    for (
        const char* change :
        {"alter table s.t drop constraint once", "alter table s.t drop constraint apart",
         "alter table s.child alter constraint up not deferrable",
         "alter table s.t validate constraint grown", "comment on column s.t.b is 'other'",
         "comment on function s.touch() is null", "alter domain s.age drop constraint positive",
         "alter type s.pair add attribute more int", "drop policy mine on s.t",
         "alter policy mine on s.t using (a > 9)", "alter table s.t no force row level security",
         "drop trigger late on s.t",
         "create or replace function s.touch() returns trigger language plpgsql as 'begin return null; end'",
         "drop table s.part_rest", "drop procedure s.go", "drop index s.part_day",
         "alter sequence s.numbers increment 7", "drop index s.i",
         "alter table s.part alter id type bigint"}) {
        INFO(change);
        live_database live;
        live.run(rare_objects);
        const auto before = live.inspect();
        live.run(change);
        const auto after = live.inspect();
        const auto plan = orm::diff::make_plan(before, after);
        CHECK_FALSE(plan.is_empty());
        INFO(orm_test::as_text(plan.statements()) << orm_test::as_text(plan.reverse()));
        CHECK(live.run_all(plan.reverse()) == "");
        CHECK(orm_test::as_text(orm::diff::make_plan(live.inspect(), before).statements()) == "");
        CHECK(live.run_all(plan.statements()) == "");
        CHECK(orm_test::as_text(orm::diff::make_plan(live.inspect(), after).statements()) == "");
    }
}
