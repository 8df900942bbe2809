// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <orm/migrate/statement_kind.hpp>

using orm::migration::changes_session;
using orm::migration::kind_of;
using kind = orm::migration::statement_kind;

TEST_CASE("statement kind: what the server refuses in a transaction runs outside", "[migrate]") {
    for (const char* statement : {"create index concurrently on t (a)",
                                  "CREATE UNIQUE INDEX CONCURRENTLY x ON t (a)",
                                  "create /* a */ index -- b\n concurrently x on t (a)",
                                  "drop index concurrently if exists x",
                                  "reindex index concurrently x",
                                  "reindex (concurrently) table t",
                                  "reindex database d",
                                  "reindex schema s",
                                  "vacuum",
                                  "vacuum full t",
                                  "create database d",
                                  "drop database d",
                                  "create tablespace s location '/x'",
                                  "drop tablespace s",
                                  "alter system set a = 1",
                                  "cluster",
                                  "cluster verbose",
                                  "alter table t detach partition p concurrently",
                                  "create subscription s connection 'x' publication p",
                                  "drop subscription s",
                                  "alter database d set tablespace s",
                                  "discard all",
                                  "commit prepared 'a'"}) {
        INFO(statement);
        CHECK(kind_of(statement) == kind::outside_transaction);
    }
}

TEST_CASE("statement kind: look-alikes stay inside the transaction", "[migrate]") {
    for (const char* statement :
         {"create index x on t (a)", "create table concurrently (a int)", "drop index x",
          "create index \"concurrently\" on t (a)", "reindex table t", "cluster t using i",
          "cluster verbose t", "alter table t detach partition p", "alter database d set x = 1",
          "discard plans", "alter type e add value 'a'", "rollback to savepoint a", "savepoint a",
          "comment on table t is 'create index concurrently'", "do $$ begin perform 1; end $$",
          "set local x = 1", "create table vacuum (a int)", "insert into t values ('commit')"}) {
        INFO(statement);
        CHECK(kind_of(statement) == kind::ordinary);
    }
}

TEST_CASE("statement kind: transaction control is recognised", "[migrate]") {
    CHECK(kind_of("BEGIN") == kind::begins_transaction);
    CHECK(kind_of("start transaction read only") == kind::begins_transaction);
    CHECK(kind_of("Commit") == kind::commits_transaction);
    CHECK(kind_of("end transaction") == kind::commits_transaction);
    CHECK(kind_of("rollback") == kind::aborts_transaction);
    CHECK(kind_of("abort") == kind::aborts_transaction);
}

TEST_CASE("statement kind: routines that may commit are told apart", "[migrate]") {
    CHECK(kind_of("call backfill()") == kind::may_commit);
    CHECK(kind_of("do $$ begin update t set a = 1; commit; end $$") == kind::may_commit);
    CHECK(kind_of("do $$ begin perform committed(); end $$") == kind::ordinary);
}

TEST_CASE("statement kind: what only psql understands is told apart", "[migrate]") {
    CHECK(kind_of("copy t (a, b) from stdin with csv") == kind::copies_by_client);
    CHECK(kind_of("copy (select 1) to STDOUT") == kind::copies_by_client);
    CHECK(kind_of("copy t from stdout") == kind::copies_by_client);
    CHECK(kind_of("copy t from '/tmp/stdin'") == kind::ordinary);
    CHECK(kind_of("\\connect other") == kind::psql_command);
}

TEST_CASE("statement kind: settings that outlive a transaction are seen", "[migrate]") {
    CHECK(changes_session("set search_path = app"));
    CHECK(changes_session("SET lock_timeout = 0"));
    CHECK(changes_session("reset all"));
    CHECK(changes_session("select pg_catalog.set_config('search_path', '', false)"));
    CHECK_FALSE(changes_session("set local search_path = app"));
    CHECK_FALSE(changes_session("set constraints all deferred"));
    CHECK_FALSE(changes_session("update t set a = 1"));
}
