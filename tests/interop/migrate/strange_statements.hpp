// SPDX-License-Identifier: MIT
// Folders whose SQL is odd: marks in strange places, transactions of their own, settings, modes.
#pragma once

#include <string>
#include <vector>

#include "strange_folder.hpp"

namespace orm_test {

namespace strange {

inline const std::string bare_mark = "--> statement-breakpoint";
inline const std::string mark = "\n" + bare_mark + "\n";

/// Where statements end.
inline const std::vector<strange_folder> breakpoints{
    {"marks without line ends",
     single("create table a (x int);" + bare_mark + "create table b (x int)" + bare_mark +
            bare_mark + " create table c (x int)" + bare_mark)},
    {"marks in the middle of a line and of a comment",
     single(bare_mark + "\ncreate table a (x int) " + bare_mark +
            " create table b (x int); -- one " + bare_mark + "\n create table c (x int) -- two\n" +
            bare_mark + "insert into a values (1) " + bare_mark + " insert into a values (2)")},
    {"almost marks",
     single("create table a (x int); -->statement-breakpoint\ncreate table b (x int);\n"
            "--> Statement-breakpoint\ncreate table c (x int); -- > statement-breakpoint\n")},
    {"a mark with a dash more", single("create table a (x int);\n-" + bare_mark + "\nselect 1;"),
     verdict::ours_only, "select to_regclass('a') is not null"},
    {"a mark inside a dollar quote",
     single("create function f() returns int language plpgsql as $$ begin\n" + bare_mark +
            "\nreturn 1; end $$;"),
     verdict::ours_only, "select f() = 1"},
    {"a mark inside a string",
     single("create table a (x text default '" + bare_mark + "'); insert into a default values;"),
     verdict::ours_only, "select x like '-->%' from a"},
    {"a mark inside a block comment",
     single("/* old\n" + bare_mark + "\n*/ create table a (x int);"), verdict::ours_only,
     "select to_regclass('a') is not null"},
    {"many statements in one chunk",
     single(
         "create type e as enum ('a', 'b'); create table a (x e); insert into a values ('a');"
         "alter table a add y int default 3; create index on a (x); comment on table a is 'c;'")},
    {"semicolons and comments alone",
     single(";;\n" + bare_mark + "\n-- nothing\n" + bare_mark + "\n/* nothing; */ ;\n" + bare_mark +
            "\n;create table a (x int);;")},
    {"quotes of every kind",
     single(
         R"(create table "a;b" (x text default E'it\'s;' , y text default U&'d\0061t;a', z text
  default 'a' -- b;'
  'c;');
create function f() returns text language plpgsql as $fn$ begin return $x$;$y$;$y$;$x$; end $fn$;
/* one /* two; */ ; */ create table c (a$b$c int, d bit(3) default B'101');
-- it's a $$ comment;
insert into c values (1 -- '
  , B'111');)")},
    {"bodies with semicolons",
     single(
         "create function f(a int) returns int begin atomic select case when a > 1 then 1 else 2"
         " end; select a; end;\ncreate table a (x int); create rule r as on insert to a do also"
         " (select 1; select 2);\ncreate procedure p() begin atomic insert into a values (1);"
         " insert into a values (2); end; call p();\ncreate schema s create table t (x int)"
         " create view v as select * from t;\ncreate or replace function g(begin date, case_ int)"
         " returns int language sql return 1;")},
    {"operators of jsonb and parameters in bodies",
     single("create table a (x jsonb); insert into a values ('{\"a\":[1]}');\n"
            "create index on a ((x ->> 'a')); create view v as select x ? 'a' q, x ?| array['a'] r,"
            " x @> '{}' s, x #>> '{a,0}' t, x @? '$.a[*]' u from a;\n"
            "create function f(int) returns int language sql as 'select $1+1';")},
    {"a large chunk",
     single("create table a (x text);\ninsert into a values ('" + std::string(400'000, 'x') +
            "'); insert into a values ('y');\n" + bare_mark + "\ninsert into a values ('z');")},
    {"backslashes of old strings",
     single("set local standard_conforming_strings = off;\n" + bare_mark +
            "\nset local escape_string_warning = off;\n" + bare_mark +
            "\ncreate table a (x text default 'it\\'s; -- no');\n" + bare_mark +
            "\ninsert into a default values;")},
    {"commands of psql", single("\\set x 1\ncreate table a (x int);"), verdict::refused,
     "a command of psql is no SQL"},
    {"COPY FROM STDIN", single("create table a (x int);\ncopy a from stdin;\n1\n\\.\n"),
     verdict::refused, "COPY FROM STDIN and TO STDOUT need a client with data"},
    {"COPY TO STDOUT",
     single("create table a (x int); copy a to stdout; insert into a values (1);"),
     verdict::differs, "COPY FROM STDIN and TO STDOUT need a client with data"},
    {"a quote that stays open", single("create table a (x text default 'open);"), verdict::refused,
     "never closed"},
};

/// Transactions, and what cannot run in one.
inline const std::string last = "create table last (x int); insert into last values (1);";

/// With a file behind it.
inline file_list two(const std::string& sql) {
    return classic({{"0000_a", sql}, {"0001_last", last}});
}

inline const std::vector<strange_folder> transactions{
    {"BEGIN and COMMIT around a file",
     two("BEGIN;\ncreate table a (x int);\ninsert into a values (1);\nCOMMIT;")},
    {"BEGIN and COMMIT as chunks",
     two("begin;" + mark + "create table a (x int);" + mark + "end;")},
    {"COMMIT in the middle of a chunk",
     two("create table a (x int); commit; insert into a values (1); create table b (x int);")},
    {"COMMIT, then concurrent indexes", two("create table a (x int);" + mark + "commit;" + mark +
                                            "create index concurrently i on a (x);" + mark +
                                            "create index concurrently if not exists"
                                            " i2 on a (x);" +
                                            mark + "alter table a add y int;")},
    {"COMMIT, then BEGIN again", two("create table a (x int);" + mark + "commit;" + mark +
                                     "begin;" + mark + "insert into a values (1);")},
    {"COMMIT, then a chunk that is a transaction of its own",
     two("create table a (x int);" + mark + "commit;" + mark +
         "set local search_path to pg_temp; create temp table t (x int) on commit drop;"
         " insert into t values (7); insert into public.a select x from t; lock table public.a;" +
         mark + "create table b (x int);")},
    {"COMMIT AND CHAIN",
     two("create table a (x int); commit and chain; insert into a values (1);")},
    {"ROLLBACK",
     two("create table a (x int);" + mark + "rollback;" + mark + "create table b (x int);")},
    {"savepoints",
     two("create table a (x int); savepoint s; insert into a values (1); rollback to savepoint s;"
         " savepoint t; insert into a values (2); release t; rollback to s; release s;"
         " insert into a values (3)")},
    {"isolation levels",
     two("start transaction isolation level serializable; create table a (x int); commit;")},
    {"SET TRANSACTION first",
     classic({{"0000_a",
               "set transaction isolation level serializable; create table a (x text);"
               " insert into a select current_setting('transaction_isolation');"}})},
    {"a concurrent index in a transaction",
     two("create table a (x int);" + mark + "create index concurrently i on a (x);"),
     verdict::ours_only, "select indisvalid from pg_index where indexrelid = 'i'::regclass"},
    {"VACUUM", two("create table a (x int);" + mark + "vacuum analyze a;"), verdict::ours_only,
     "select count(*) = 1 from last"},
    {"a new enum value", two("create type e as enum ('a');" + mark + "alter type e add value 'b';" +
                             mark + "alter type e add value if not exists 'c' before 'b';")},
    {"a new enum value, used by the next file",
     classic({{"0000_a", "create type e as enum ('a'); create table t (x e);"},
              {"0001_b", "alter type e add value 'b';"},
              {"0002_c", "alter table t alter x set default 'b'; insert into t default values;"}}),
     verdict::ours_only, "select x = 'b' from t"},
    {"a new enum value, used in the same file",
     classic({{"0000_a", "create type e as enum ('a'); create table t (x e);"},
              {"0001_b",
               "alter type e add value 'b';" + mark + "alter table t alter x set default 'b';"}}),
     verdict::refused, "put the statements that use it into the next migration"},
    {"constraints that are checked at the end",
     classic({{"0000_a",
               "create table p (x int primary key); create table c (x int references p"
               " deferrable initially deferred); insert into c values (1);"},
              {"0001_b", "insert into p values (2)"}}),
     verdict::refused, "at the end of the transaction"},
    {"constraints that are checked at the end and hold",
     classic({{"0000_a",
               "create table p (x int primary key); create table c (x int references p"
               " deferrable initially deferred); insert into c values (1);" +
                   mark + "insert into p values (1); set constraints all immediate;"}})},
    {"a procedure that commits",
     single(
         "create table a (x int); create procedure p() language plpgsql as $$ begin insert into a"
         " values (1); commit; end $$;" +
         mark + "call p();"),
     verdict::refused, "invalid transaction termination"},
    {"a procedure that commits, behind COMMIT",
     two("create table a (x int); create procedure p() language plpgsql as $$ begin insert into a"
         " values (1); commit; end $$;" +
         mark + "commit;" + mark + "call p();" + mark +
         "do $$ begin insert into a values (2); commit; end $$")},
};

/// What a session remembers, and what else a file may do.
inline const std::string dump_head =
    "SET statement_timeout = 0;\nSET lock_timeout = 0;\nSET client_encoding = 'UTF8';\n"
    "SET standard_conforming_strings = on;\nSELECT pg_catalog.set_config('search_path', '', false);\n"
    "SET check_function_bodies = false;\nSET xmloption = content;\nSET row_security = off;\n"
    "SET default_tablespace = '';\nSET default_table_access_method = heap;\n";

inline const std::vector<strange_folder> sessions{
    {"the head of a dump",
     single(dump_head + "CREATE TABLE public.a (x int);\nCREATE FUNCTION public.f() RETURNS int"
                        " LANGUAGE sql AS 'select x from public.later';\n")},
    {"SET search_path, used within the file",
     classic({{"0000_a",
               "create schema s; set search_path to s; create table a (x int);"
               " set search_path to public;"},
              {"0001_b", "create table b (x int);"}})},
    {"SET search_path, which lasts with Drizzle until its run ends",
     classic({{"0000_a", "create schema s;" + mark + "set search_path to s;"},
              {"0001_b", "create table b (x int);"}}),
     verdict::differs, "select to_regclass('public.b') is not null"},
    {"the session's settings go into objects",
     single(
         "create table a (x timestamptz default '2024-05-06 07:08', d date default '02/03/2024',"
         " i interval default '1 2:03', f float8 default 0.1, b bytea default '\\x00ff');"
         " insert into a default values; create function f() returns int language sql set"
         " search_path from current set datestyle from current set timezone from current as"
         " 'select 1'; create view v as select timestamptz '2024-05-06 07:08' t, now()::text n;"),
     verdict::same, "",
     "alter database %d set timezone to 'Asia/Kolkata'; alter database %d set datestyle to 'SQL, DMY';"
     " alter database %d set intervalstyle to 'iso_8601'; alter database %d set search_path to"
     " public, pg_catalog; alter database %d set extra_float_digits to 0;"
     " alter database %d set bytea_output to 'escape'"},
    {"ALTER DATABASE SET, which new sessions see",
     classic({{"0000_a",
               "do $$ begin execute format('alter database %I set search_path to s, public',"
               " current_database()); end $$; create schema s;"},
              {"0001_b", "create table b (x int);"}})},
    {"temporary tables", classic({{"0000_a",
                                   "create temp table t (x int); insert into t values (4);"
                                   " create table a (x int); insert into a select * from t;"},
                                  {"0001_b", "insert into a select x + 1 from t;"}})},
    {"prepared statements and cursors",
     single("create table a (x int); prepare s as insert into a values ($1); execute s(1);"
            " deallocate s; declare c cursor for select * from a; fetch c; close c;"
            " lock table a in share mode; listen x; notify x; unlisten x")},
    {"notices and answers",
     single("create table if not exists a (x int); create table if not exists a (x int);"
            " do $$ begin raise warning 'w'; raise notice 'n'; end $$; select 1; show work_mem;"
            " explain select 1; select generate_series(1, 3000); values (1);"
            " create table " +
            std::string(70, 'n') + " (x int);")},
    {"DO blocks",
     single("create type e as enum ('a');" + mark +
            "DO $$ BEGIN\n CREATE TYPE \"e\" AS ENUM('a');\nEXCEPTION\n WHEN duplicate_object THEN"
            " null;\nEND $$;" +
            mark +
            "do $x$ begin -- commit or rollback\n execute 'create table a"
            " (x int)'; end $x$ language plpgsql;")},
    {"extensions",
     single("create schema extensions; create extension if not exists citext;" + mark +
            "CREATE EXTENSION IF NOT EXISTS \"pgcrypto\" SCHEMA extensions;" + mark +
            "create table a (x citext default 'a', y uuid default gen_random_uuid(),"
            " z text default encode(extensions.digest('a', 'md5'), 'hex'));")},
    {"schemas with tables of one name",
     single("CREATE SCHEMA \"my schema\";" + mark +
            "CREATE TYPE \"my schema\".\"e\" AS ENUM('a');" + mark +
            "CREATE TABLE \"my schema\".\"t\" (\"id\" serial PRIMARY KEY NOT NULL, \"e\""
            " \"my schema\".\"e\" DEFAULT 'a');" +
            mark +
            "CREATE TABLE \"t\" (\"id\" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL, \"o\""
            " integer);" +
            mark +
            "ALTER TABLE \"t\" ADD CONSTRAINT \"t_o_fk\" FOREIGN KEY (\"o\")"
            " REFERENCES \"my schema\".\"t\"(\"id\") ON DELETE no action ON UPDATE no action;" +
            mark +
            "COMMENT ON SCHEMA \"my schema\" IS 'c'; alter default privileges in schema"
            " public grant select on tables to public; grant usage on schema public to public;")},
    {"the history itself is changed",
     classic({{"0000_a", "create schema if not exists drizzle; create table a (x int);"},
              {"0001_b",
               "delete from drizzle.__drizzle_migrations; alter table"
               " drizzle.__drizzle_migrations enable row level security; comment on table"
               " drizzle.__drizzle_migrations is 'ours'; grant select on all tables in"
               " schema drizzle to public;"},
              {"0002_c", "create table c (x int);"}}),
     verdict::same, "", "", false},
    {"event triggers see what the files do",
     classic({{"0000_a",
               "create table seen (id serial, tag text, object text);"
               " create function f() returns event_trigger language plpgsql as $$ begin"
               " insert into seen (tag, object) select command_tag, object_identity from"
               " pg_event_trigger_ddl_commands(); end $$;"
               " create event trigger t on ddl_command_end execute function f();"},
              {"0001_b", "create table b (x int); alter table b add y int;"}})},
    {"another role",
     single(
         "grant create, usage on schema public to pg_monitor; set role pg_monitor; create table a"
         " (x int); reset role; create table b (x int); set local role pg_monitor; reset role;")},
    {"rows and sequences",
     single("create table a (id bigint generated by default as identity, s serial, x text);"
            " insert into a (x) values ('a'), ('b'); select setval('a_s_seq', 40);"
            " insert into a (x) values ('c'); update a set x = 'd' where x = 'a';"
            " create table b as select * from a; select * into c from a;"
            " create materialized view m as select count(*) from a; refresh materialized view m;")},
    {"the mark of ours is nothing to Drizzle",
     classic(
         {{"0000_a", "-- orm: no-transaction\ncreate table a (x int); insert into a values (1);"},
          {"0001_b", "create table b (x int);"}})},
};

}  // namespace strange
}  // namespace orm_test
