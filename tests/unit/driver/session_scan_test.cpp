// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/session_scan.hpp>

#include "support/catch.hpp"

using orm::driver::postgres::may_change_session;

TEST_CASE("may_change_session: sees what stays in the session") {
    CHECK(may_change_session("SET search_path = a"));
    CHECK(may_change_session("  listen channel"));
    CHECK(may_change_session("create temp table t (a int)"));
    CHECK(may_change_session("select pg_advisory_lock(1)"));
    CHECK(may_change_session("select set_config('a.b', 'c', false)"));
    CHECK(may_change_session("do $$ begin end $$"));
}

TEST_CASE("may_change_session: lets ordinary statements pass") {
    CHECK_FALSE(may_change_session("update t set a = 1"));
    CHECK_FALSE(may_change_session("select * from listeners where temperature > 1"));
    CHECK_FALSE(may_change_session("select pg_advisory_xact_lock(1)"));
    CHECK_FALSE(may_change_session("insert into t values (1) on conflict do update set a = 1"));
    CHECK_FALSE(may_change_session(""));
}
