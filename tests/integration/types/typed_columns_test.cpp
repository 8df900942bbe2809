// SPDX-License-Identifier: MIT
// Every rarer type as a typed column: declared by its word, inserted alone and by hundreds, selected,
// updated, NULL, in arrays; and B14: NULL where the declaration allows none is an error with the column.
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include <orm/functions.hpp>
#include <orm/orm.hpp>
#include <orm/types.hpp>

#include "support/catch.hpp"
#include "support/session.hpp"

namespace pg = orm::pg;
using orm_test::contains_text;

namespace typed_columns {

/// One table for each word.
template <template <class, class...> class Word>
struct table_of {
    template <class M>
    struct probe_table {
        orm::bigint<M, orm::primary_key> id;
        Word<M> value;
        Word<M, orm::nullable> maybe;
        Word<M, orm::array> list;
    };
    static constexpr auto probes = orm::table<probe_table>("probes");
    using row = orm::row_of<probes>;
    using value = decltype(row::value);
};

struct bench {
    orm_test::test_database server;
    orm::database db = orm::connect(server.url(), orm_test::one_connection());
    std::size_t types = 0;

    void create(const std::string& type) {
        server.run(
            "drop table if exists probes; create table probes (id bigint primary key, value " +
            type + " not null, maybe " + type + ", list " + type + "[] not null)");
        ++types;
    }
};

template <class Row, class Value>
void require_row(const Row& row, const Value& value, const std::vector<Value>& list) {
    CHECK((row.value == value));
    CHECK((row.maybe.has_value() == (row.id % 2 == 0)));
    if (row.maybe) CHECK((*row.maybe == value));
    CHECK((row.list == list));
}

/// One statement for each value, then one statement for two hundred rows: they travel as arrays.
template <template <class, class...> class Word>
void check(bench& on, const std::string& type,
           const std::vector<typename table_of<Word>::value>& values) {
    using tables = table_of<Word>;
    using value_type = typename tables::value;
    constexpr auto& probes = tables::probes;
    using insert = orm::insert_of<probes>;
    INFO(type);
    on.create(type);
    std::int64_t id = 0;
    const auto next = [&](const value_type& value) {
        insert made{.id = id, .value = value, .maybe = std::nullopt, .list = values};
        if (id++ % 2 == 0) made.maybe = value;
        return made;
    };
    for (const value_type& value : values) {
        const auto row = on.db.insert(probes).values(next(value)).returning().one();
        require_row(row, value, values);
    }
    std::vector<insert> many;
    for (std::size_t i = 0; i < 200; ++i) many.push_back(next(values[i % values.size()]));
    on.db.insert(probes).values(many).execute();
    const auto rows = on.db.select().from(probes).order_by(probes.id).all();
    REQUIRE(rows.size() == values.size() + 200);
    for (std::size_t i = 0; i < values.size(); ++i) require_row(rows[i], values[i], values);
    for (std::size_t i = 0; i < 200; ++i)
        require_row(rows[values.size() + i], values[i % values.size()], values);
    on.db.update(probes)
        .set({.value = values.back(), .maybe = std::nullopt})
        .where(probes.id == 0)
        .execute();
    const auto updated =
        on.db.select(probes.value, probes.maybe).from(probes).where(probes.id == 0);
    const auto& [value, maybe] = updated.one();
    CHECK((value == values.back()));
    CHECK(!maybe.has_value());
    // B14: the database allows what the declaration does not.
    on.server.run(
        "alter table probes alter value drop not null; update probes set value = null "
        "where id = 1");
    CHECK_THROWS_AS(on.db.select().from(probes).all(), orm::unexpected_null);
    CHECK_THROWS_WITH(on.db.select().from(probes).all(), contains_text("value"));
}

/// The server's own text of the first row's value.
std::string printed(bench& on) {
    return on.server.value(
        "select value from probes where id = 1 or id = 2 order by id desc limit 1");
}

}  // namespace typed_columns

using namespace typed_columns;

TEST_CASE("B14, B11: addresses, bits, money and system types are typed columns") {
    bench on;
    check<orm::inet>(on, "inet", {pg::inet::parse("10.1.2.3/8"), pg::inet::parse("::1")});
    check<orm::cidr>(on, "cidr", {pg::cidr::parse("10.0.0.0/8"), pg::cidr::parse("2001:db8::/32")});
    check<orm::macaddr>(on, "macaddr", {pg::macaddr::parse("08:00:2b:01:02:03"), {}});
    check<orm::macaddr8>(on, "macaddr8", {pg::macaddr8::parse("08:00:2b:01:02:03:04:05"), {}});
    check<orm::bit>(on, "bit(3)", {orm::bit_string("101"), orm::bit_string("010")});
    check<orm::varbit>(on, "varbit(9)", {orm::bit_string(""), orm::bit_string("101010101")});
    check<orm::money>(on, "money", {pg::money{-5}, pg::money{123'456}});
    check<orm::oid>(on, "oid", {0, 4'294'967'295});
    check<orm::xid8>(on, "xid8", {0, 18'446'744'073'709'551'615U});
    check<orm::pg_lsn>(on, "pg_lsn", {pg::pg_lsn{0}, pg::pg_lsn{0x1'6B37'4D84'8}});
    check<orm::jsonpath>(on, "jsonpath", {"$", "$.\"a\"[*]"});
    check<orm::xml>(on, "xml", {"<a>\xC3\xBC</a>", "<b/>"});
    CHECK(on.types == 12);
}

TEST_CASE("B14: shapes and text search are typed columns") {
    bench on;
    const pg::point zero{-0.0, 1e300};
    check<orm::point>(on, "point", {zero, {1, 2}});
    check<orm::line>(on, "line", {{1, -1, 0}, {0, 1, -3}});
    check<orm::lseg>(on, "lseg", {{{0, 0}, {1, 1}}, {{1, 2}, {3, 4}}});
    check<orm::box>(on, "box", {{{1, 1}, {0, 0}}, {{3, 4}, {1, 2}}});
    check<orm::path>(on, "path", {pg::path{{{0, 0}, {1, 1}}, true}, pg::path{{{2, 3}}, false}});
    check<orm::polygon>(on, "polygon", {{{{0, 0}, {1, 1}, {1, 0}}}, {{{5, 5}}}});
    check<orm::circle>(on, "circle", {{{0, 0}, 1}, {{1, 2}, 0}});
    pg::tsvector words;
    words.lexemes = {{"cat", {}}, {"fat", {}}};
    check<orm::tsvector>(on, "tsvector", {words, pg::tsvector{}});
    using item = pg::tsquery_item;
    pg::tsquery query;
    query.items = {item{.what = item::kind::not_}, item{.text = "cat", .is_prefix = true}};
    check<orm::tsquery>(on, "tsquery", {query});
    CHECK(on.types == 9);
}

TEST_CASE("B12, B14: hstore, citext and ltree are typed columns") {
    bench on;
    on.server.run("create extension hstore; create extension citext; create extension ltree");
    check<orm::hstore>(on, "hstore",
                       {orm::value_t<pg::hstore>{{"a", std::nullopt}, {"b \"", "NULL"}}, {}});
    check<orm::citext>(on, "citext", {"Ann", ""});
    check<orm::ltree>(on, "ltree", {"Top.Science", "Top"});
    CHECK(on.types == 3);
    // The server compares citext without regard to case.
    constexpr auto& probes = table_of<orm::citext>::probes;
    on.create("citext");
    on.db.insert(probes)
        .values({.id = 1, .value = "Ann", .list = std::vector<std::string>{"A"}})
        .execute();
    CHECK(on.db.select(probes.id).from(probes).where(probes.value == "aNN").all().size() == 1);
}

TEST_CASE("B12: pgvector's three types are typed columns with values") {
    bench on;
    if (on.server.value("select count(*) from pg_available_extensions where name = 'vector'") ==
        "0")
        ORM_SKIP("the server has no extension pgvector");
    on.server.run("create extension vector");
    const auto half = [](float number) { return orm::half::nearest(number); };
    check<orm::vector>(on, "vector(3)", {{1, -0.0F, 3.5F}, {0, 0, 1e-30F}});
    check<orm::halfvec>(on, "halfvec(2)", {{half(1), half(-0.5F)}, {half(65504), half(0)}});
    check<orm::sparsevec>(on, "sparsevec(5)", {{5, {0, 3}, {1.0F, 2.0F}}, {5, {}, {}}});
    CHECK(on.types == 3);
    // Nearest first, and what the server prints.
    constexpr auto& probes = table_of<orm::vector>::probes;
    on.create("vector(2)");
    using vector = std::vector<float>;
    const std::vector<vector> none;
    for (int i = 1; i <= 3; ++i)
        on.db.insert(probes)
            .values({.id = i, .value = vector{static_cast<float>(i), 0}, .list = none})
            .execute();
    const vector wanted = {2.9F, 0};
    const auto nearest = on.db.select(probes.id)
                             .from(probes)
                             .order_by(orm::l2_distance(probes.value, wanted))
                             .limit(2)
                             .all();
    CHECK(nearest == std::vector<std::int64_t>{3, 2});
    CHECK(printed(on) == "[2,0]");
    // Another number of dimensions is the server's error.
    CHECK_THROWS_WITH(
        on.db.insert(probes).values({.id = 9, .value = vector{1}, .list = none}).execute(),
        contains_text("22000"));
}

TEST_CASE("B12: PostGIS geometry is a typed column of WKB") {
    bench on;
    if (on.server.value("select count(*) from pg_available_extensions where name = 'postgis'") ==
        "0")
        ORM_SKIP("the server has no extension PostGIS");
    on.server.run("create extension postgis");
    const std::string bytes =
        on.server.value("select encode(st_asewkb(st_setsrid(st_makepoint(1, 2), 4326)), 'hex')");
    pg::geometry point;
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
        point.wkb.push_back(static_cast<std::byte>(std::stoi(bytes.substr(i, 2), nullptr, 16)));
    check<orm::geometry>(on, "geometry", {point});
    check<orm::geography>(on, "geography", {pg::geography{point.wkb}});
    CHECK(on.types == 2);
}

namespace typed_columns {

struct address {
    std::string street;
    std::optional<std::int32_t> number;
    bool operator==(const address&) const = default;
};
enum class mood { sad, ok };

template <class M, class... Modifiers>
using positive = orm::domain<M, pg::int4, "positive", Modifiers...>;
template <class M, class... Modifiers>
using home = orm::composite<M, address, "address", Modifiers...>;
template <class M, class... Modifiers>
using feeling = orm::enumeration<M, mood, Modifiers...>;
template <class M, class... Modifiers>
using numbers = orm::column<M, pg::int4range, Modifiers...>;
template <class M, class... Modifiers>
using moments = orm::column<M, pg::tstzrange, Modifiers...>;
template <class M, class... Modifiers>
using days = orm::column<M, pg::datemultirange, Modifiers...>;
template <class M, class... Modifiers>
using prices = orm::column<M, pg::nummultirange, Modifiers...>;

}  // namespace typed_columns

TEST_CASE("B11, B14: domains, composites, enums and ranges are typed columns") {
    bench on;
    on.server.run(
        "create domain positive as int check (value > 0);"
        "create type address as (street text, number int);"
        "create type mood as enum ('sad', 'ok')");
    check<positive>(on, "positive", {1, 2'147'483'647});
    check<home>(on, "address", {address{"", std::nullopt}, address{"a, \"b\"", 7}});
    check<feeling>(on, "mood", {mood::sad, mood::ok});
    check<numbers>(on, "int4range", {{1, 6}, orm::range<std::int32_t>::empty()});
    using moment = orm::extended<orm::sys_microseconds>;
    check<moments>(
        on, "tstzrange",
        {{moment::negative_infinity(), moment::infinity()}, {std::nullopt, std::nullopt}});
    check<days>(on, "datemultirange", {{}, {{std::nullopt, std::nullopt}}});
    check<prices>(on, "nummultirange", {{{orm::decimal("1.10"), orm::decimal("2")}}, {}});
    CHECK(on.types == 7);
}

namespace typed_columns {

template <class M>
struct shape_table {
    orm::bigint<M, orm::primary_key> id;
    orm::column<M, orm::multi_array<std::int32_t>> grid;
    orm::column<M, std::vector<std::optional<std::string>>> words;
    orm::column<M, std::array<double, 2>> pair;
    orm::column<M, std::array<std::byte, 4>, orm::nullable> digest;
    orm::bytea<M> bytes;
};
inline constexpr auto shapes = orm::table<shape_table>("shapes");

}  // namespace typed_columns

TEST_CASE("B10: arrays of any dimension keep bounds and NULL; std::array; spans of bytes") {
    bench on;
    on.server.run(
        "create table shapes (id bigint primary key, grid int[] not null, words text[] not "
        "null, pair float8[] not null, digest bytea, bytes bytea not null)");
    const orm::multi_array<std::int32_t> grid{{{2, 0}, {3, -1}}, {1, 2, std::nullopt, 4, 5, 6}};
    const std::vector<std::optional<std::string>> words = {"NULL", std::nullopt, ""};
    const std::array<std::byte, 4> digest{std::byte{0}, std::byte{255}, std::byte{1}, std::byte{2}};
    const std::span<const std::byte> span(digest);
    on.db.insert(shapes)
        .values({.id = 1,
                 .grid = grid,
                 .words = words,
                 .pair = std::array{0.5, -0.0},
                 .digest = digest,
                 .bytes = span})
        .execute();
    CHECK(on.server.value("select grid from shapes") == "[0:1][-1:1]={{1,2,NULL},{4,5,6}}");
    CHECK(on.server.value("select encode(bytes, 'hex') from shapes") == "00ff0102");
    const auto row = on.db.select().from(shapes).where(shapes.bytes == span).one();
    CHECK((row.grid == grid));
    CHECK((row.words == words));
    CHECK((row.pair == std::array{0.5, -0.0}));
    CHECK((row.digest == digest));
    CHECK((row.bytes == std::vector<std::byte>(digest.begin(), digest.end())));
    CHECK(on.db.select().from(shapes).where(shapes.digest == digest).all().size() == 1);
    // Six dimensions are the most, here and there; ragged rows have no dimensions at all.
    orm::multi_array<std::int32_t> deep{{}, {1}};
    for (int i = 0; i < 6; ++i) deep.dimensions.push_back({1, 1});
    on.db.update(shapes).set({.grid = deep}).where(shapes.id == 1).execute();
    CHECK((on.db.select(shapes.grid).from(shapes).one() == deep));
    deep.dimensions.push_back({1, 1});
    CHECK_THROWS_AS(on.db.update(shapes).set({.grid = deep}).where(shapes.id == 1).execute(),
                    orm::invalid_value);
    CHECK_THROWS_WITH(on.server.run("select '{{{{{{{1}}}}}}}'::int[]"),
                      contains_text("number of array dimensions"));
    // Another size is refused, not cut.
    on.server.run("update shapes set digest = '\\x0102'");
    CHECK_THROWS_AS(on.db.select().from(shapes).all(), orm::invalid_value);
}
