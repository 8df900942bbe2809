// SPDX-License-Identifier: MIT
// Matrix B4 to B12 at the edges: overflow, the last moments, deep documents, shapes and unknown types.
#include <limits>
#include <string>

#include <orm/orm.hpp>
#include <orm/types.hpp>

#include "support/catch.hpp"
#include "support/session.hpp"
#include "type_session.hpp"

using namespace type_tests;
using orm_test::contains_text;
namespace pg = orm::pg;
using namespace std::chrono_literals;

namespace matrix_edges {

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

template <class M>
struct narrow_table {
    orm::smallint<M, orm::primary_key> small;
    orm::integer<M, orm::nullable> whole;
    orm::bigint<M, orm::nullable> big;
};
inline constexpr auto narrow = orm::table<narrow_table>("narrow");

template <class M>
struct odd_table {
    orm::text<M> value;
};
inline constexpr auto odd = orm::table<odd_table>("odd_values");

}  // namespace matrix_edges

using namespace matrix_edges;

TEST_CASE("B4: one more than the largest is 22003 for every width, and nothing wraps") {
    one_database on;
    const auto overflow = [&](const char* type, const parameter& largest) {
        const std::string name = type;
        CHECK_THROWS_WITH(on.session.run("select $1 + 1::" + name, {largest}),
                          contains_text("22003"));
        CHECK_THROWS_WITH(on.session.run("select -$1 - 2::" + name, {largest}),
                          contains_text("22003"));
    };
    overflow("int2", on.session.bind<pg::int2>(std::numeric_limits<std::int16_t>::max()));
    overflow("int4", on.session.bind<pg::int4>(std::numeric_limits<std::int32_t>::max()));
    overflow("int8", on.session.bind<pg::int8>(std::numeric_limits<std::int64_t>::max()));
    for (const char* type : {"int2", "int4", "int8"})
        CHECK_THROWS_WITH(on.session.run("select '9223372036854775808'::" + std::string(type)),
                          contains_text("22003"));
}

TEST_CASE("B4: wider C++ numbers are compared as they are, wider columns are refused by name") {
    orm_test::test_database server;
    server.run(
        "create table narrow (small smallint primary key, whole integer, big bigint);"
        "insert into narrow values (32767, 2147483647, 9223372036854775807)");
    const orm::database db = orm::connect(server.url());
    CHECK(db.select(narrow.small).from(narrow).where(narrow.small < 40'000).one() == 32'767);
    CHECK(db.select(narrow.small).from(narrow).where(narrow.small == 98'303).all().empty());
    const std::uint64_t too_large = std::numeric_limits<std::uint64_t>::max();
    CHECK_THROWS_AS(db.select(narrow.big).from(narrow).where(narrow.big == too_large).all(),
                    orm::invalid_value);
    CHECK(db.select(orm::sum(narrow.big)).from(narrow).one() ==
          orm::decimal("9223372036854775807"));
    server.run("alter table narrow alter whole type bigint");
    CHECK_THROWS_WITH(
        db.select(narrow.whole).from(narrow).all(),
        contains_text("column \"whole\": the database sends bigint, the C++ row expects integer"));
}

TEST_CASE("B6: the first and last day and moment, leap seconds, 24:00, rounding, far offsets") {
    ORM_NEEDS_SESSION("a setting of the session");
    one_database on;
    auto& session = on.session;
    using day = orm::extended<std::chrono::sys_days>;
    using moment = orm::extended<orm::sys_microseconds>;
    for (const char* text :
         {"4714-11-24 BC", "5874897-12-31", "4713-02-29 BC", "infinity", "-infinity"}) {
        const day found =
            session.read<pg::extended_date>("select '" + std::string(text) + "'::date");
        CHECK(printed<pg::extended_date>(session, found) == text);
    }
    session.run("set timezone = 'UTC'");
    for (const char* text : {"4714-11-24 00:00:00+00 BC", "294276-12-31 23:59:59.999999+00"}) {
        const moment found = session.read<pg::extended_timestamptz>("select '" + std::string(text) +
                                                                    "'::timestamptz");
        CHECK(printed<pg::extended_timestamptz>(session, found) == text);
    }
    CHECK(session.read<pg::time>("select '00:00:60'::time") == 1min);
    CHECK(printed<pg::time>(session, 24h) == "24:00:00");
    CHECK_THROWS_AS(session.bind<pg::time>(24h + 1us), orm::invalid_value);
    // Half a microsecond goes to the even one, on the server: nothing is rounded here.
    CHECK(session.read<pg::time>("select '00:00:00.0000005'::time") == 0us);
    CHECK(session.read<pg::time>("select '00:00:00.0000015'::time") == 2us);
    for (const auto offset : {57'599s, -57'599s}) {
        const pg::timetz value{1h, offset};
        CHECK(echoed<pg::timetz>(session, value) == value);
    }
    CHECK_THROWS_AS(session.bind<pg::timetz>({1h, 57'600s}), orm::invalid_value);
}

TEST_CASE("B6: both moments of the hour that comes twice are kept apart") {
    ORM_NEEDS_SESSION("a setting of the session");
    one_database on;
    on.session.run("set timezone = 'Europe/Berlin'");
    const auto first =
        on.session.read<pg::timestamptz>("select '2024-10-27 02:30 CEST'::timestamptz");
    const auto second =
        on.session.read<pg::timestamptz>("select '2024-10-27 02:30 CET'::timestamptz");
    CHECK(second - first == 1h);
    CHECK(echoed<pg::timestamptz>(on.session, first) == first);
    CHECK(echoed<pg::timestamptz>(on.session, second) == second);
}

TEST_CASE("B7: the smallest and largest of each field, alone and mixed") {
    one_database on;
    constexpr auto small = std::numeric_limits<std::int32_t>::min();
    constexpr auto large = std::numeric_limits<std::int32_t>::max();
    const std::chrono::microseconds first(std::numeric_limits<std::int64_t>::min());
    const std::chrono::microseconds last(std::numeric_limits<std::int64_t>::max());
    for (const pg::interval& value :
         {pg::interval{small, 0, {}}, pg::interval{large, 0, {}}, pg::interval{0, small, {}},
          pg::interval{0, large, {}}, pg::interval{0, 0, first}, pg::interval{0, 0, last},
          pg::interval{small, large, -1us}, pg::interval{-1, 31, 25h}})
        CHECK(echoed<pg::interval>(on.session, value) == value);
}

TEST_CASE(
    "B9: documents 10,000 deep and lone surrogates are text; jsonb refuses what it cannot hold") {
    ORM_NEEDS_SESSION("a setting of the session");
    one_database on;
    on.session.run("set max_stack_depth = '7MB'");
    const std::string deep = std::string(10'000, '[') + std::string(10'000, ']');
    CHECK(echoed<pg::json>(on.session, {deep}).text == deep);
    CHECK(echoed<pg::jsonb>(on.session, {deep}).text == deep);
    CHECK(echoed<pg::json>(on.session, {R"("\ud800")"}).text == R"("\ud800")");
    CHECK_THROWS_WITH(echoed<pg::jsonb>(on.session, {R"("\ud800")"}), contains_text("22P02"));
    CHECK(echoed<pg::json>(on.session, {R"({"a":1,"a":-0})"}).text == R"({"a":1,"a":-0})");
    CHECK(echoed<pg::jsonb>(on.session, {R"({"a":1,"a":2})"}).text == R"({"a": 2})");
}

TEST_CASE("B10: empty, unbounded and infinite are three things; ragged arrays are refused") {
    one_database on;
    using days = orm::range<orm::extended<std::chrono::sys_days>>;
    const auto range = [&](const char* text) {
        return on.session.read<pg::daterange>("select '" + std::string(text) + "'::daterange");
    };
    CHECK(range("empty") == days::empty());
    CHECK(range("(,)") == days{});
    CHECK(range("[-infinity,infinity]").lower->is_infinite());
    CHECK_FALSE(range("(,)") == range("[-infinity,infinity]"));
    CHECK(printed<pg::int4range>(on.session, {1, 5, true, true}) == "[1,6)");
    CHECK(printed<pg::int4range>(on.session, {1, 1, true, false}) == "empty");
    CHECK_THROWS_WITH(on.session.run("select '{{1,2},{3}}'::int[]"), contains_text("22P02"));
    CHECK_THROWS_WITH(on.session.run("select array_fill(1, array[1,1,1,1,1,1,1])"),
                      contains_text("54000"));
    CHECK_THROWS_AS(on.session.bind<pg::multi_array<pg::int4>>({{{2, 1}, {2, 1}}, {1, 2, 3}}),
                    orm::invalid_value);
}

TEST_CASE("B12: a type that nobody declared is a typed error with its name, never raw bytes") {
    orm_test::test_database server;
    server.run(
        "create type odd;"
        "create function odd_in(cstring) returns odd language internal immutable as 'textin';"
        "create function odd_out(odd) returns cstring language internal immutable as "
        "'textout';"
        "create type odd (input = odd_in, output = odd_out, like = text);"
        "create table odd_values (value odd); insert into odd_values values ('secret')");
    const orm::database db = orm::connect(server.url());
    CHECK_THROWS_AS(db.select().from(odd).all(), orm::error);
    server.run(
        "create function odd_send(odd) returns bytea language internal immutable as "
        "'textsend'; alter type odd set (send = odd_send)");
    const orm::database again = orm::connect(server.url());
    CHECK_THROWS_AS(again.select().from(odd).all(), orm::row_mismatch);
    CHECK_THROWS_WITH(
        again.select().from(odd).all(),
        contains_text("column \"value\": the database sends odd") && !contains_text("secret"));
}
