// SPDX-License-Identifier: MIT
// Without --write nothing changes, whatever is asked; names are numbers; secrets stay secret.
#include <string>
#include <vector>

#include "studio/studio_client.hpp"
#include "support/catch.hpp"

namespace {

using nlohmann::json;
using orm_test::body_of;
using orm_test::running_studio;
using orm_test::status_of;
using orm_test::test_database;

struct filled_database {
    test_database server;

    filled_database() {
        server.run(
            "create table things (id int primary key, name text not null);"
            "insert into things select i, 'thing ' || i from generate_series(1, 50) i;"
            "create sequence counter;"
            "create function touch() returns int language plpgsql as "
            "$$ begin delete from things; return 1; end $$;"
            "create function sly() returns int language plpgsql stable as "
            "$$ begin perform lo_create(77777); return 1; end $$");
    }
    std::string oid() { return server.value("select 'things'::regclass::oid"); }
    std::string state() {
        return server.value(
            "select (select count(*) from things) || ' ' || (select last_value from counter) || ' ' || "
            "(select count(*) from pg_largeobject_metadata) || ' ' || (select count(*) from pg_class "
            "where relnamespace = 'public'::regnamespace) || ' ' || (select count(*) from pg_locks "
            "where locktype = 'advisory' and database = "
            "(select oid from pg_database where datname = current_database()))");
    }
};

/// F17: what a read-only transaction of a superuser would let through, and its relatives.
const std::vector<std::string> escapes = {
    "set transaction read write",
    "commit; drop table things",
    "begin; drop table things; commit",
    "copy things to program 'touch /tmp/orm_studio_was_here'",
    "copy things to '/tmp/orm_studio_was_here'",
    "copy (select 1) to program 'true'",
    "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()",
    "select pg_cancel_backend(1)",
    "select pg_reload_conf()",
    "select pg_read_file('/etc/passwd')",
    "select pg_ls_dir('/')",
    "select lo_create(4711)",
    "select pg_advisory_lock(1)",
    "select pg_catalog . /* x */ \"pg_try_advisory_lock\" (1)",
    "create temp table t (a int)",
    "insert into things values (99, 'x')",
    "with gone as (delete from things returning *) select * from gone",
    "select * into copied from things",
    "select nextval('counter')",
    "select setval('counter', 99)",
    "select set_config('transaction_read_only', 'off', false)",
    "select set_config('role', 'postgres', false)",
    "select U&\"\\0073et_config\"('role', 'postgres', false)",
    "reset role",
    "set role postgres",
    "set session authorization postgres",
    "explain analyze insert into things values (99, 'x')",
    "explain (analyze) delete from things",
    "do $$ begin delete from things; end $$",
    "call touch()",
    "select touch()",
    "select query_to_xml('select pg_advisory_lock(7)', true, true, '')",
    "select pg_notify('x', 'y')",
    "lock table things",
    "truncate things",
    "vacuum things",
    "prepare p as delete from things",
    "execute p",
    "listen x",
    "alter system set work_mem = '1GB'",
    "grant all on things to public",
    "select * from things for update",
    "table things; delete from things",
    "/* select */ delete from things"};

}  // namespace

TEST_CASE("studio: read-only refuses every known way around a read-only transaction") {
    filled_database filled;
    const running_studio studio(filled.server.url());
    const std::string before = filled.state();
    for (const std::string& sql : escapes) {
        INFO(sql);
        const json answer = studio.call("sql", {{"sql", sql}});
        REQUIRE(answer.contains("results"));
        CHECK(answer["results"].back().contains("error"));
        for (const char* mode : {"explain", "analyze"}) {
            studio.call("sql", {{"sql", sql}, {"mode", mode}});
            CHECK(filled.state() == before);
        }
        CHECK(filled.state() == before);
    }
    CHECK(filled.state() == before);
}

TEST_CASE("studio: what a function does behind its declaration is rolled back") {
    filled_database filled;
    const running_studio studio(filled.server.url());
    const std::string before = filled.state();
    studio.call("sql", {{"sql", "select sly()"}});
    CHECK(filled.state() == before);
}

TEST_CASE("studio: read-only reads as a role that may only read") {
    filled_database filled;
    const running_studio studio(filled.server.url());
    const json answer = studio.call(
        "sql", {{"sql", "select current_user, current_setting('transaction_read_only')"}});
    CHECK(answer["results"][0]["rows"][0] == json({"pg_read_all_data", "on"}));
    CHECK(studio.call("hello", json::object())["superuser"] == true);
}

TEST_CASE("studio: ordinary queries run without --write") {
    filled_database filled;
    const running_studio studio(filled.server.url());
    for (const char* sql :
         {"select count(*), max(lower(name)) from things",
          "with t as (select 1 as a) select * from t", "values (1), (2)", "table things",
          "show work_mem", "explain (costs off) select * from things",
          "select now(), random(), gen_random_uuid(), pg_relation_size('things')",
          "select coalesce(null, 1), generate_series(1, 3), row_number() over (order by 1)",
          "select ';' as \"semi;colon\", $tag$ '; delete from things $tag$"}) {
        INFO(sql);
        const json answer = studio.call("sql", {{"sql", sql}});
        CHECK_FALSE(answer["results"].back().contains("error"));
    }
    CHECK(studio.call("sql", {{"sql", "select 1; select 2;; -- end"}})["results"].size() == 2);
}

TEST_CASE("studio: read-only refuses changes of rows") {
    filled_database filled;
    const running_studio studio(filled.server.url());
    const json change = {
        {"oid", filled.oid()}, {"kind", "insert"}, {"set", {{"1", "99"}, {"2", "x"}}}};
    const std::string answer = studio.call_text("commit", {{"changes", json::array({change})}});
    CHECK(status_of(answer) == 403);
    CHECK(filled.server.value("select count(*) from things") == "50");
}

TEST_CASE("studio: a raw condition cannot leave its parentheses") {
    filled_database filled;
    const running_studio studio(filled.server.url());
    const std::string oid = filled.oid();
    for (const char* where :
         {"true) or (true", "true; drop table things", "id = $1", "touch() = 1",
          "id > 0) union select (1", "'open", "\"open", "/* open", "true)", "(true",
          "exists (delete from things)", "id in (select pg_advisory_lock(1)::int)", "true \\g"}) {
        INFO(where);
        CHECK(status_of(studio.call_text("rows", {{"oid", oid}, {"where", where}})) >= 400);
    }
    const json found = studio.call("rows", {{"oid", oid}, {"where", "id > 48 -- the last ones"}});
    CHECK(found["rows"].size() == 2);
    CHECK(filled.server.value("select count(*) from things") == "50");
}

TEST_CASE("studio: names from the browser are numbers, and unknown ones are 404") {
    filled_database filled;
    const running_studio studio(filled.server.url());
    const std::vector<std::string> payloads = {"",
                                               "0",
                                               "-1",
                                               "1",
                                               "99999999999",
                                               "things",
                                               "\"things\"",
                                               "public.things",
                                               "things; drop table things",
                                               "1 or 1=1",
                                               "1--",
                                               "' or ''='",
                                               "\" or \"\"=\"",
                                               "pg_authid",
                                               "1260 ",
                                               " 1260",
                                               "0x10",
                                               "1e3",
                                               "16384::regclass",
                                               "\xc3\xa4",
                                               "\\",
                                               "$1",
                                               "$$",
                                               "/*",
                                               "things\n",
                                               std::string(70, 'a')};
    for (const std::string& payload : payloads) {
        INFO(payload);
        for (const char* name : {"table", "rows", "count"})
            CHECK(status_of(studio.call_text(name, {{"oid", payload}})) == 404);
    }
    // An index and a sequence have numbers too, but no rows to show.
    for (const char* other :
         {"select 'things_pkey'::regclass::oid", "select 'counter'::regclass::oid"})
        CHECK(status_of(studio.call_text("rows", {{"oid", filled.server.value(other)}})) == 404);
    const std::string oid = filled.oid();
    for (const int attnum : {0, -1, -2, 3, 1600, 2147483647}) {
        const json sort = json::array({{{"attnum", attnum}}});
        CHECK(status_of(studio.call_text("rows", {{"oid", oid}, {"sort", sort}})) == 404);
    }
    CHECK(status_of(studio.call_text(
              "cell", {{"oid", oid}, {"id", json::array({"1"})}, {"attnum", 9}})) == 404);
}

TEST_CASE("studio: twelve secrets appear in no reply") {
    filled_database filled;
    std::string url = filled.server.url();
    const std::string password = "CanaryPassw0rd%40%2F";
    const std::size_t at = url.find('@');
    url.insert(at, ":" + password);
    url += url.find('?') == std::string::npos ? "?" : "&";
    url += "application_name=studio_test&sslpassword=CanarySslKey";
    const running_studio studio(url);
    const std::vector<std::string> secrets = {"CanaryPassw0rd",
                                              "CanaryPassw0rd@/",
                                              password,
                                              "CanarySslKey",
                                              studio.token(),
                                              studio.token().substr(0, 16),
                                              studio.token().substr(48),
                                              url,
                                              "sslpassword",
                                              ":CanaryPassw0rd",
                                              "#token=" + studio.token(),
                                              "postgresql://postgres"};
    const std::vector<std::pair<std::string, json>> calls = {
        {"hello", json::object()},         {"overview", json::object()},
        {"diagram", json::object()},       {"table", {{"oid", filled.oid()}}},
        {"rows", {{"oid", filled.oid()}}}, {"rows", {{"oid", "1"}}},
        {"sql", {{"sql", "selec"}}},       {"sql", {{"sql", "select current_setting('no.such')"}}},
        {"sql", {{"sql", "select 1/0"}}},  {"nothing", json::object()},
        {"migrations", json::object()},    {"cancel", {{"id", "x"}}},
        {"commit", json::object()}};
    for (const auto& [name, body] : calls) {
        const std::string answer = studio.call_text(name, body);
        for (const std::string& secret : secrets) {
            INFO(name << ": " << secret);
            CHECK(answer.find(secret) == std::string::npos);
        }
    }
    for (const orm::studio::asset& file : orm::studio::assets)
        for (const std::string& secret : secrets)
            CHECK(file.content.find(secret) == std::string_view::npos);
}
