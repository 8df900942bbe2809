// SPDX-License-Identifier: MIT
// Matrix B4 to B14 of the data fidelity tests, by name, against a real server.
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include <orm/types.hpp>
#include <orm/types/json_struct.hpp>

#include "support/catch.hpp"
#include "support/database.hpp"
#include "type_session.hpp"

using namespace type_tests;
using orm_test::contains_text;
namespace pg = orm::pg;
using namespace std::chrono_literals;

namespace {

/// What the server gives back for a value of ours.
template <class Sql>
orm::value_t<Sql> echoed(type_session& session, const orm::value_t<Sql>& value) {
    return session.read<Sql>("select $1", {session.bind<Sql>(value)});
}

template <class Sql>
std::string printed(type_session& session, const orm::value_t<Sql>& value) {
    return session.text_value("select $1", {session.bind<Sql>(value)});
}

struct one_database {
    orm_test::test_database database;
    type_session session{database.url()};
};

bool runs_nightly() { return std::getenv("ORM_NIGHTLY") != nullptr; }

}  // namespace

TEST_CASE("B4: integers at their ends are exact, and no column is narrowed") {
    one_database on;
    CHECK(printed<pg::int2>(on.session, std::numeric_limits<std::int16_t>::min()) == "-32768");
    CHECK(printed<pg::int4>(on.session, std::numeric_limits<std::int32_t>::max()) == "2147483647");
    CHECK(echoed<pg::int8>(on.session, std::numeric_limits<std::int64_t>::min()) ==
          std::numeric_limits<std::int64_t>::min());
    CHECK_THROWS_AS(on.session.read<pg::int4>("select 9223372036854775807::int8"),
                    orm::row_mismatch);
    CHECK_THROWS_AS(on.session.read<pg::int2>("select 1::int4"), orm::row_mismatch);
    CHECK_THROWS_WITH(
        on.session.run("select $1::int4 + 1",
                       {on.session.bind<pg::int4>(std::numeric_limits<std::int32_t>::max())}),
        contains_text("22003"));
}

TEST_CASE("B5: the longest numeric goes both ways exactly") {
    one_database on;
    const orm::decimal longest(std::string(131'072, '9') + '.' + std::string(16'383, '1'));
    CHECK(echoed<pg::numeric>(on.session, longest).identical(longest));
    CHECK(printed<pg::numeric>(on.session, longest) == longest.to_string());
    for (const char* text : {"1.10", "0.000", "NaN", "Infinity", "-Infinity"}) {
        CHECK(printed<pg::numeric>(on.session, orm::decimal(text)) == text);
        CHECK(echoed<pg::numeric>(on.session, orm::decimal(text)).identical(orm::decimal(text)));
    }
    CHECK(on.session.read<pg::numeric>("select 12345::numeric(3,-2)").to_string() == "12300");
    CHECK_THROWS_WITH(on.session.run("select $1::numeric(10,2)",
                                     {on.session.bind<pg::numeric>(orm::decimal::infinity())}),
                      contains_text("22003"));
}

TEST_CASE("B6: the host's time zone changes no date and no moment") {
    ORM_NEEDS_SESSION("a setting of the session");
    using namespace std::chrono;
    one_database on;
    on.session.run("set timezone = 'America/St_Johns'");
    const orm::sys_microseconds in_the_gap = sys_days(year(2024) / 3 / 31) + 1h + 30min;
    for (const char* zone : {"UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns"}) {
        setenv("TZ", zone, 1);
        tzset();
        CHECK(echoed<pg::timestamptz>(on.session, in_the_gap) == in_the_gap);
        CHECK(on.session.read<pg::timestamptz>(
                  "select '2024-03-31 02:30 Europe/Berlin'::timestamptz") == in_the_gap);
        CHECK(on.session.read<pg::date>("select '4713-02-29 BC'::date") ==
              year(-4712) / February / 29);
        CHECK(on.session.read<pg::timestamp>("select '2016-12-31 23:59:60'::timestamp") ==
              local_days(year(2017) / 1 / 1));
    }
    unsetenv("TZ");
    tzset();
}

TEST_CASE("B6: infinity and far moments are typed errors or values of their own") {
    one_database on;
    for (const char* sql : {"select 'infinity'::timestamptz", "select '-infinity'::timestamptz",
                            "select '294276-12-31 23:59:59.999999+00'::timestamptz"}) {
        CHECK_THROWS_AS(on.session.read<pg::timestamptz>(sql), orm::invalid_value);
        CHECK_NOTHROW(on.session.read<pg::extended_timestamptz>(sql));
    }
    CHECK_THROWS_AS(on.session.read<pg::date>("select 'infinity'::date"), orm::invalid_value);
    CHECK_THROWS_AS(on.session.read<pg::date>("select '32768-01-01'::date"), orm::invalid_value);
    CHECK(on.session.read<pg::extended_date>("select 'infinity'::date").is_infinite());
    CHECK(printed<pg::extended_date>(
              on.session, orm::extended<std::chrono::sys_days>::infinity()) == "infinity");
    CHECK(on.session.read<pg::time>("select '24:00'::time") == 24h);
}

TEST_CASE("B7: a month is not thirty days, a day not twenty-four hours") {
    one_database on;
    CHECK(on.session.read<pg::interval>("select '1 mon'::interval") == pg::interval{1, 0, {}});
    CHECK(on.session.read<pg::interval>("select '30 days'::interval") == pg::interval{0, 30, {}});
    CHECK(on.session.read<pg::interval>("select '24:00'::interval") == pg::interval{0, 0, 24h});
    CHECK(printed<pg::interval>(on.session, {1, -1, -1us}) == "1 mon -1 days -00:00:00.000001");
}

TEST_CASE("B8: text is kept to the byte, or refused with the byte's position") {
    one_database on;
    for (const char* text : {"\xC3\xBC", "u\xCC\x88", "\xF4\x8F\xBF\xBF", "\xEF\xBB\xBF",
                             "\xE2\x80\xAE", "\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9"})
        CHECK(echoed<pg::text>(on.session, text) == text);
    for (const auto& [text, position] : {std::pair{std::string("ab\0c", 4), "byte 2"},
                                         {std::string("a\xE9"), "byte 1"},
                                         {std::string("\xED\xA0\x80"), "byte 0"},
                                         {std::string("x\xC0\xAF"), "byte 1"},
                                         {std::string("\xF4\x90\x80\x80"), "byte 0"}})
        CHECK_THROWS_WITH(on.session.bind<pg::text>(text), contains_text(position));
    CHECK(on.session.read<pg::bpchar>("select 'ab'::char(5)") == "ab   ");
}

TEST_CASE("B8: databases in other encodings give and take UTF-8") {
    orm_test::plain_connection cluster(orm_test::cluster_url());
    for (const char* encoding : {"LATIN1", "SQL_ASCII"}) {
        const std::string name = std::string("encoded_") + std::to_string(getpid());
        cluster.run("create database " + name + " encoding '" + encoding +
                    "' locale 'C' template template0");
        {
            type_session session(orm_test::with_database(orm_test::cluster_url(), name));
            CHECK(echoed<pg::text>(session, "\xC3\xBC") == "\xC3\xBC");
            const bool takes_all = std::string(encoding) == "SQL_ASCII";
            if (takes_all) CHECK(echoed<pg::text>(session, "\xE2\x82\xAC") == "\xE2\x82\xAC");
            else
                CHECK_THROWS_WITH(echoed<pg::text>(session, "\xE2\x82\xAC"),
                                  contains_text("22P05"));
        }
        cluster.run("drop database " + name + " with (force)");
    }
}

TEST_CASE("B9: json keeps numbers, order and duplicates; jsonb normalises but loses no digit") {
    one_database on;
    const orm::json_text document{R"({"b":9007199254740993,"a":1e400,"a":-0,"c":0.10})"};
    CHECK(echoed<pg::json>(on.session, document) == document);
    CHECK(echoed<pg::jsonb>(on.session, {R"({"b":9007199254740993,"a":0.10})"}).text ==
          R"({"a": 0.10, "b": 9007199254740993})");
    CHECK(echoed<pg::json>(on.session, {R"("\u0000")"}).text == R"("\u0000")");
    CHECK_THROWS_WITH(echoed<pg::jsonb>(on.session, {R"("\u0000")"}), contains_text("22P05"));
    CHECK(echoed<pg::jsonb>(on.session, {R"("10.5")"}).text == R"("10.5")");
    const std::string deep = std::string(1'000, '[') + std::string(1'000, ']');
    CHECK(echoed<pg::jsonb>(on.session, {deep}).text == deep);
    CHECK(on.session.read<pg::json>("select json_agg(x) from (values (9007199254740993)) t(x)")
              .text == "[9007199254740993]");
}

TEST_CASE("B10: arrays keep NULL, dimensions and lower bounds; seven dimensions are refused") {
    one_database on;
    CHECK(on.session.read<pg::multi_array<pg::int4>>("select '[2:4]={1,NULL,3}'::int4[]") ==
          orm::multi_array<std::int32_t>{{{3, 2}}, {1, std::nullopt, 3}});
    CHECK_THROWS_AS(on.session.read<pg::array<pg::int4>>("select '[2:4]={1,2,3}'::int4[]"),
                    orm::invalid_value);
    CHECK_THROWS_AS(on.session.read<pg::array<pg::int4>>("select '{{1}}'::int4[]"),
                    orm::invalid_value);
    CHECK_THROWS_AS(on.session.read<pg::array<pg::int4>>("select '{NULL}'::int4[]"),
                    orm::unexpected_null);
    CHECK(printed<pg::array<pg::text>>(on.session, {"NULL", "a,b", "{}", "\"\\", ""}) ==
          R"({"NULL","a,b","{}","\"\\",""})");
    CHECK(printed<pg::int4range>(on.session, {1, 5, true, true}) == "[1,6)");
    CHECK(on.session.read<pg::int4range>("select 'empty'::int4range").is_empty);
    CHECK(on.session.read<pg::daterange>("select '[2024-01-01,infinity]'::daterange")
              .upper->is_infinite());
}

TEST_CASE("B11: bytea holds any byte and any size") {
    one_database on;
    const std::size_t largest = runs_nightly() ? std::size_t{256} << 20 : std::size_t{1} << 20;
    for (const std::size_t size : {std::size_t{0}, std::size_t{256}, largest}) {
        std::vector<std::byte> value(size);
        for (std::size_t i = 0; i < size; ++i) value[i] = static_cast<std::byte>(i * 31 + i / 256);
        CHECK((echoed<pg::bytea>(on.session, value) == value));
    }
}

namespace matrix {

enum class mood { sad, ok };
struct person {
    std::optional<std::string> name;
    mood feeling = mood::ok;
    std::vector<mood> history;
    bool operator==(const person&) const = default;
};

}  // namespace matrix

TEST_CASE("B11: enums, domains and composites, alone and nested in each other") {
    using matrix::mood;
    using moods = pg::enumeration<mood, "mood">;
    using positive = pg::domain<pg::int4, "positive">;
    one_database on;
    on.database.run("create type mood as enum ('sad', 'ok')");
    on.database.run("create domain positive as int check (value > 0)");
    CHECK(echoed<moods>(on.session, mood::sad) == mood::sad);
    CHECK((echoed<pg::array<moods>>(on.session, {mood::sad, mood::ok}) ==
           std::vector{mood::sad, mood::ok}));
    CHECK(echoed<pg::array<positive>>(on.session, {1, 2}) == std::vector<std::int32_t>{1, 2});
    CHECK(on.session.read<positive>("select 7::positive") == 7);
    CHECK_THROWS_WITH(echoed<pg::array<positive>>(on.session, {0}), contains_text("23514"));
    CHECK_THROWS_AS(on.session.read<moods>("select 'ok'::text"), orm::row_mismatch);
}

template <>
struct orm::sql_type_for<matrix::mood> {
    using type = orm::pg::enumeration<matrix::mood, "mood">;
};

TEST_CASE("B11: composites with enums and arrays keep NULL apart from empty") {
    using person = pg::composite<matrix::person, "person">;
    one_database on;
    on.database.run("create type mood as enum ('sad', 'ok')");
    on.database.run("create type person as (name text, feeling mood, history mood[])");
    const matrix::person ann{"", matrix::mood::ok, {matrix::mood::sad, matrix::mood::ok}};
    const matrix::person nobody{std::nullopt, matrix::mood::sad, {}};
    CHECK(echoed<person>(on.session, ann) == ann);
    CHECK((echoed<pg::array<person>>(on.session, {ann, nobody}) == std::vector{ann, nobody}));
    CHECK(on.session.read<person>("select row(null, 'sad', '{}')::person") == nobody);
    CHECK_THROWS_WITH(on.session.read<person>("select row('a', null, '{}')::person"),
                      contains_text("field feeling of person is NULL"));
}

TEST_CASE("B12: extension types are found by name; without them the error says so") {
    one_database on;
    CHECK_THROWS_AS(on.session.bind<pg::hstore>({}), orm::type_not_found);
    CHECK_THROWS_WITH(on.session.bind<pg::ltree>("a"), contains_text("no type ltree"));
    on.database.run("create extension hstore; create extension citext; create extension ltree");
    const orm::value_t<pg::hstore> pairs = {{"", ""}, {"a", std::nullopt}, {"b \"", "NULL"}};
    CHECK(echoed<pg::hstore>(on.session, pairs) == pairs);
    CHECK(echoed<pg::citext>(on.session, "Ann") == "Ann");
    CHECK(echoed<pg::ltree>(on.session, "Top.Science") == "Top.Science");
    CHECK(echoed<pg::lquery>(on.session, "*.Science.*") == "*.Science.*");
    CHECK(echoed<pg::ltxtquery>(on.session, "Top & Sci*") == "Top & Sci*");
    CHECK(echoed<pg::array<pg::citext>>(on.session, {"A", "b"}) ==
          std::vector<std::string>{"A", "b"});
    CHECK_THROWS_AS(on.session.read<pg::text>("select 'a'::citext"), orm::row_mismatch);
    CHECK_THROWS_AS(on.session.read<pg::text>("select '1.2'::numeric"), orm::row_mismatch);
}

TEST_CASE("B13: what no message can carry is refused before anything is sent") {
    one_database on;
    orm::encoder out;
    const volatile std::size_t too_many = orm::max_value_bytes + 1;
    CHECK_THROWS_AS(out.bytes({"", too_many}), orm::value_too_large);
    CHECK_THROWS_AS(driver::checked_length(std::size_t{1} << 32), orm::invalid_value);
    if (!runs_nightly()) return;
    const std::string largest(1'073'741'500, 'x');
    const char* value = largest.data();
    const int length = driver::checked_length(largest.size());
    const ::Oid text = 25;
    const auto answer = on.session.connection().execute(
        "select $1", {1, &text, &value, &length, nullptr}, {driver::deadline::never()});
    CHECK(answer.bytes(0, 0).size == largest.size());
}

TEST_CASE("B14: empty is not NULL, for every type that has an empty value") {
    one_database on;
    for (const char* type :
         {"text", "bytea", "varchar", "int4[]", "varbit", "tsvector", "int4multirange"}) {
        const std::string empty =
            std::string(type) == "int4[]" || std::string(type) == "int4multirange" ? "'{}'" : "''";
        const auto rows = on.session.run("select " + empty + "::" + type + ", null::" + type);
        CHECK_FALSE(rows.is_null(0, 0));
        CHECK(rows.is_null(0, 1));
    }
    CHECK(on.session.read<pg::array_of_nullable<pg::text>>("select array['', null]") ==
          std::vector<std::optional<std::string>>{"", std::nullopt});
}
