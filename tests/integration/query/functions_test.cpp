// SPDX-License-Identifier: MIT
// Functions of every family run on a server, and their values come back in the types they promise.
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include <orm/session/connect.hpp>

#include "support/catch.hpp"
#include "support/database.hpp"
#include "support/function_schema.hpp"

using namespace orm_test;
using namespace std::chrono_literals;

namespace functions_test {

using texts = std::vector<std::string>;

/// Three items; the second has NULLs where they may be.
struct shop {
    test_database server;
    orm::database db;

    shop() : db(prepared(server)) {}

    /// The values of an expression for each item, by id.
    template <class... Items>
    auto each(const Items&... selected) {
        return db.select(selected...).from(items).order_by(items.id).all();
    }
    /// The values for the first item.
    template <class... Items>
    auto first(const Items&... selected) {
        return db.select(selected...).from(items).where(items.id == 1).one();
    }
    /// The value of an aggregate over all items.
    template <class... Items>
    auto over_all(const Items&... selected) {
        return db.select(selected...).from(items).one();
    }
    template <class Condition>
    auto ids(const Condition& condition) {
        return db.select(items.id).from(items).where(condition).order_by(items.id).all();
    }

private:
    static orm::database prepared(test_database& server) {
        server.run(function_schema_sql);
        server.run(R"(
insert into items (name, note, price, ratio, stock, sold, flags, active, born, opened, seen, closed, span,
                   hour, tags, scores, meta, raw, document, during, levels, data) values
    ('Ann Lee', 'red', 12.50, 2.25, 7, 3, 6, true, '2024-02-29', '2024-02-29 13:45:30', '2024-03-01 00:00:00+00',
     '2024-03-03 12:00:00+00', '1 day 02:00:00', '10:30:00', '{red,blue}', '{1,2,3}',
     '{"kind": "new", "sizes": [1, 2], "owner": {"name": "Bob"}}', '["x", "y"]',
     to_tsvector('english', 'The fat cats sat'), '[2024-01-01 00:00+00,2024-02-01 00:00+00)', '[1,10)', '\x00ff'),
    ('Bob', null, -3.75, 9, 0, null, 1, false, '2023-12-31', '2023-12-31 23:59:59', '2024-03-05 00:00:00+00',
     null, '2 mons', '00:00:00', '{}', null, '{"kind": "old"}', '{}',
     to_tsvector('english', 'A dog'), 'empty', '[5,)', ''),
    ('Cid', 'blue', 100, 0.5, 7, 4, 8, true, '2024-02-29', '2024-02-01 00:00:00', '2024-03-01 06:00:00+00',
     '2024-03-01 07:00:00+00', '00:30:00', '23:00:00', '{green}', '{5}', '[]', '1',
     to_tsvector('english', 'cats and dogs'), '(,2024-01-15 00:00+00]', '[20,30)', '\x01')
)");
        orm::connect_options options;
        options.pool_size = 1;
        return orm::connect(server.url(), options);
    }
};

}  // namespace functions_test

using namespace functions_test;

TEST_CASE("text functions: values") {
    shop on;
    CHECK(on.first(orm::initcap(items.note)) == "Red");
    CHECK(on.first(orm::reverse(items.name), orm::repeat(items.name, 2)) ==
          std::tuple("eeL nnA", "Ann LeeAnn Lee"));
    CHECK(on.first(orm::left(items.name, 3), orm::right(items.name, 3)) ==
          std::tuple("Ann", "Lee"));
    CHECK(on.first(orm::lpad(items.name, 9, "*"), orm::rpad(items.name, 8)) ==
          std::tuple("**Ann Lee", "Ann Lee "));
    CHECK(on.first(orm::substring(items.name, 5), orm::substring(items.name, 1, 3)) ==
          std::tuple("Lee", "Ann"));
    CHECK(on.first(orm::split_part(items.name, " ", 2)) == "Lee");
    CHECK(on.first(orm::string_to_array(items.name, " ")) == texts{"Ann", "Lee"});
    CHECK(on.first(orm::position("Lee", items.name), orm::strpos(items.name, "x")) ==
          std::tuple(5, 0));
    CHECK(on.first(orm::md5("abc" + items.note)).value_or("") ==
          "ce710db7ddbb516abb4d06300c20ace5");
    CHECK(on.first(orm::encode(items.data, "hex")) == "00ff");
    CHECK(on.first(orm::regexp_replace(items.name, "[aeiou]", "_", "gi")) == "_nn L__");
    CHECK(on.ids(orm::matches(items.name, "^[AB]")) == std::vector<std::int64_t>{1, 2});
    CHECK(on.ids(orm::imatches(items.name, "^a")) == std::vector<std::int64_t>{1});
    CHECK(on.ids(orm::similar_to(items.name, "(Ann|Bob)%")) == std::vector<std::int64_t>{1, 2});
    CHECK(on.ids(orm::starts_with(items.name, "C")) == std::vector<std::int64_t>{3});
}

TEST_CASE("text functions: NULL arguments") {
    shop on;
    using maybe_texts = std::vector<std::optional<std::string>>;
    CHECK(on.each(orm::initcap(items.note)) == maybe_texts{"Red", std::nullopt, "Blue"});
    CHECK(on.each(orm::concat(items.name, "/", items.note)) ==
          texts{"Ann Lee/red", "Bob/", "Cid/blue"});
    CHECK(on.each(orm::concat_ws("/", items.name, items.note)) ==
          texts{"Ann Lee/red", "Bob", "Cid/blue"});
    CHECK(on.each(items.name + "/" + items.note) ==
          maybe_texts{"Ann Lee/red", std::nullopt, "Cid/blue"});
    CHECK(on.first(orm::format("%s: %s", items.name, items.stock)) == "Ann Lee: 7");
    const auto groups = on.first(orm::regexp_match(items.name, "(A)(z)?"));
    REQUIRE(groups.has_value());
    CHECK(*groups == maybe_texts{"A", std::nullopt});
}

TEST_CASE("math functions: values and result types") {
    shop on;
    CHECK(on.first(orm::abs(items.price), orm::abs(-items.stock)) ==
          std::tuple(orm::decimal("12.5"), 7));
    CHECK(on.first(orm::ceil(items.price), orm::floor(items.ratio)) ==
          std::tuple(orm::decimal(13), 2.0));
    CHECK(on.first(orm::round(items.ratio), orm::round(items.price, 0)) ==
          std::tuple(2.0, orm::decimal(13)));
    CHECK(on.first(orm::trunc(items.price, 1)) == orm::decimal("12.5"));
    CHECK(on.first(orm::sqrt(items.ratio), orm::power(items.ratio, 2)) == std::tuple(1.5, 5.0625));
    CHECK(on.first(orm::mod(items.stock, 4), items.stock % 4) == std::tuple(3, 3));
    CHECK(on.first(orm::sign(items.price)) == orm::decimal(1));
    CHECK(on.first(orm::gcd(items.stock, items.flags)) == 1);
    CHECK(on.first(items.flags & 4, items.flags | 1, items.flags ^ 2, ~items.flags) ==
          std::tuple(4, 7, 4, -7));
    CHECK(on.first(items.flags << 1, items.flags >> 1) == std::tuple(12, 3));
    const double random = on.first(orm::random());
    CHECK((random >= 0 && random < 1));
}

TEST_CASE("time functions: values") {
    shop on;
    using namespace std::chrono;
    using orm::pg::interval;
    const auto midnight = sys_days(2024y / March / 1);
    CHECK(on.first(orm::extract<"year">(items.born)) == orm::decimal(2024));
    CHECK(on.first(orm::date_part<"dow">(items.opened)) == 4.0);
    CHECK(on.first(orm::age(items.closed, items.seen)) == interval{0, 2, 12h});
    CHECK(on.first(items.closed - items.seen) == interval{0, 2, 12h});
    CHECK(on.first(items.born + 1, items.born - 29) ==
          std::tuple(2024y / March / 1, 2024y / January / 31));
    CHECK(on.first(items.born - orm::make_date(2024, 1, 31)) == 29);
    CHECK(on.first(items.seen + 36h) == midnight + 36h);
    CHECK(on.first(items.seen + days(1), items.seen + months(1)) ==
          std::tuple(midnight + 24h, sys_days(2024y / April / 1) + 0us));
    CHECK(on.first(items.span * 2) == interval{0, 2, 4h});
    CHECK(on.first(items.hour + 30min) == 11h);
    CHECK(on.first(orm::to_char(items.opened, "YYYY-MM-DD HH24:MI")) == "2024-02-29 13:45");
    CHECK(on.first(orm::to_date("2024-05-06", orm::constant<"YYYY-MM-DD">)) == 2024y / May / 6);
    CHECK(on.first(orm::make_timestamptz(2024, 3, 1, 0, 0, 0.0, "UTC")) == midnight);
    CHECK(on.first(orm::at_time_zone(items.seen, "Asia/Tokyo")) ==
          local_days(2024y / March / 1) + 9h);
    CHECK(on.first(orm::date_trunc<"hour">(items.opened)) ==
          local_days(2024y / February / 29) + 13h);
}

TEST_CASE("time functions: a group by the day") {
    shop on;
    const auto day = orm::date_trunc<"day">(items.opened);
    const auto rows = on.db.select(day, orm::count()).from(items).group_by(day).order_by(day).all();
    REQUIRE(rows.size() == 3);
    CHECK(std::get<1>(rows[0]) == 1);
}

TEST_CASE("array functions: values") {
    shop on;
    CHECK(on.each(orm::cardinality(items.tags)) == std::vector<std::int32_t>{2, 0, 1});
    CHECK(on.each(orm::array_length(items.tags, 1)) ==
          std::vector<std::optional<std::int32_t>>{2, std::nullopt, 1});
    CHECK(on.first(orm::array_append(items.tags, "x")) == texts{"red", "blue", "x"});
    CHECK(on.first(orm::array_prepend("x", items.tags)) == texts{"x", "red", "blue"});
    CHECK(on.first(orm::array_remove(items.tags, "red")) == texts{"blue"});
    CHECK(on.first(orm::array_position(items.tags, "blue")) == 2);
    CHECK(on.first(orm::array_to_string(items.tags, "+")) == "red+blue");
    CHECK(on.first(orm::element_at(items.tags, 2)) == "blue");
    CHECK(on.first(orm::element_at(items.tags, 9)) == std::nullopt);
    CHECK(on.first(orm::make_array(items.name, "x")) == texts{"Ann Lee", "x"});
    CHECK(on.ids(orm::contains(items.tags, texts{"red"})) == std::vector<std::int64_t>{1});
    CHECK(on.ids(orm::contained_by(items.tags, texts{"green", "red"})) ==
          std::vector<std::int64_t>{2, 3});
    CHECK(on.ids(orm::overlaps(items.tags, texts{"green", "red"})) ==
          std::vector<std::int64_t>{1, 3});
    CHECK(on.ids(items.note == orm::any(items.tags)) == std::vector<std::int64_t>{1});
    CHECK(on.ids(items.stock > orm::all(std::vector<std::int32_t>{1, 2})) ==
          std::vector<std::int64_t>{1, 3});
    CHECK(on.db.select(orm::unnest(items.tags)).from(items).where(items.id == 1).all() ==
          std::vector<std::optional<std::string>>{"red", "blue"});
}

TEST_CASE("json functions: values") {
    shop on;
    CHECK(on.each(orm::json_get_text(items.meta, "kind")) ==
          std::vector<std::optional<std::string>>{"new", "old", std::nullopt});
    CHECK(on.first(orm::json_get(items.meta, "sizes"))->text == "[1, 2]");
    CHECK(on.first(orm::json_get_text(items.raw, 1)) == "y");
    CHECK(on.first(orm::json_get_text(orm::json_get(items.meta, "owner"), "name")) == "Bob");
    CHECK(on.first(orm::json_path_text(items.meta, texts{"owner", "name"})) == "Bob");
    CHECK(on.ids(orm::has_key(items.meta, "owner")) == std::vector<std::int64_t>{1});
    CHECK(on.ids(orm::has_any_key(items.meta, texts{"owner", "kind"})) ==
          std::vector<std::int64_t>{1, 2});
    CHECK(on.ids(orm::contains(items.meta, orm::json_text{R"({"kind": "old"})"})) ==
          std::vector<std::int64_t>{2});
    CHECK(on.first(orm::json_without(orm::json_without(items.meta, "owner"), "sizes")).text ==
          R"({"kind": "new"})");
    CHECK(on.first(orm::jsonb_set(items.meta, texts{"sizes", "0"}, orm::json_text{"9"})).text ==
          R"({"kind": "new", "owner": {"name": "Bob"}, "sizes": [9, 2]})");
    CHECK(on.first(orm::jsonb_build_object("id", items.id, "tags", items.tags)).text ==
          R"({"id": 1, "tags": ["red", "blue"]})");
    CHECK(on.each(orm::jsonb_typeof(items.meta)) == texts{"object", "object", "array"});
    CHECK(on.ids(orm::jsonb_path_exists<"$.sizes[*] ? (@ > 1)">(items.meta)) ==
          std::vector<std::int64_t>{1});
    CHECK(on.first(orm::jsonb_path_query_array<"$.sizes[*]">(items.meta))->text == "[1, 2]");
}

TEST_CASE("text search: words are found and ranked") {
    shop on;
    const auto cats = orm::to_tsquery<"english">("cat");
    CHECK(on.ids(orm::matches_query(items.document, cats)) == std::vector<std::int64_t>{1, 3});
    CHECK(on.ids(orm::matches_query(items.document,
                                    orm::websearch_to_tsquery<"english">("dog -cat"))) ==
          std::vector<std::int64_t>{2});
    CHECK(on.first(orm::ts_rank(items.document, cats)) > 0.0F);
    CHECK(on.first(orm::ts_headline<"english">("fat cats", cats)) == "fat <b>cats</b>");
    CHECK(on.first(orm::ts_rank(orm::setweight<'A'>(items.document), cats)) >
          on.first(orm::ts_rank(items.document, cats)));
}

TEST_CASE("ranges: values") {
    shop on;
    CHECK(on.ids(orm::contains(items.levels, 5)) == std::vector<std::int64_t>{1, 2});
    CHECK(on.ids(orm::overlaps(items.levels, orm::range<std::int32_t>{9, 21})) ==
          std::vector<std::int64_t>{1, 2, 3});
    CHECK(on.each(orm::lower(items.levels)) == std::vector<std::optional<std::int32_t>>{1, 5, 20});
    CHECK(on.each(orm::upper(items.levels)) ==
          std::vector<std::optional<std::int32_t>>{10, std::nullopt, 30});
    CHECK(on.each(orm::isempty(items.during)) == std::vector<bool>{false, true, false});
    CHECK(on.ids(orm::adjacent(items.levels, orm::range<std::int32_t>{10, 12})) ==
          std::vector<std::int64_t>{1});
    CHECK(on.first(orm::range_intersection(items.levels, orm::range<std::int32_t>{5, 50})) ==
          orm::range<std::int32_t>{5, 10});
    CHECK(on.first(orm::int4range(1, items.stock, "[]")) == orm::range<std::int32_t>{1, 8});
}

TEST_CASE("aggregates: values") {
    shop on;
    CHECK(on.over_all(orm::string_agg(items.name, ", ").order_by(items.name.desc())) ==
          "Cid, Bob, Ann Lee");
    CHECK(on.over_all(orm::array_agg(items.name).order_by(items.id)) ==
          texts{"Ann Lee", "Bob", "Cid"});
    CHECK(on.over_all(orm::array_agg(items.note).order_by(items.id)) ==
          std::vector<std::optional<std::string>>{"red", std::nullopt, "blue"});
    CHECK(on.over_all(orm::bool_and(items.active), orm::bool_or(items.active)) ==
          std::tuple(std::optional(false), std::optional(true)));
    CHECK(on.over_all(orm::count().filter(items.active), orm::sum(items.stock).distinct()) ==
          std::tuple(2, std::optional<std::int64_t>(7)));
    CHECK(on.over_all(orm::sum(items.stock).filter(items.stock > 99)) == std::nullopt);
    CHECK(on.over_all(orm::percentile_cont(0.5).within_group(items.ratio)) == 2.25);
    CHECK(on.over_all(orm::percentile_disc(0.5).within_group(items.stock)) == 7);
    CHECK(on.over_all(orm::mode().within_group(items.stock)) == 7);
    CHECK(on.over_all(orm::var_pop(items.flags)).has_value());
    CHECK(on.over_all(orm::jsonb_object_agg(items.name, items.stock))->text ==
          R"({"Bob": 0, "Cid": 7, "Ann Lee": 7})");
}

TEST_CASE("windows: values") {
    shop on;
    const auto by_stock = orm::partition_by(items.stock).order_by(items.id);
    const auto by_id = orm::window().order_by(items.id);
    CHECK(on.each(orm::row_number().over(by_stock)) == std::vector<std::int64_t>{1, 1, 2});
    CHECK(on.each(orm::lag(items.name).over(by_id)) ==
          std::vector<std::optional<std::string>>{std::nullopt, "Ann Lee", "Bob"});
    CHECK(on.each(orm::lead(items.name, 1, "none").over(by_id)) == texts{"Bob", "Cid", "none"});
    CHECK(on.each(orm::first_value(items.name).over(by_id)) ==
          texts{"Ann Lee", "Ann Lee", "Ann Lee"});
    CHECK(on.each(orm::sum(items.stock).over(by_id.rows(orm::preceding(1), orm::current_row))) ==
          std::vector<std::optional<std::int64_t>>{7, 7, 7});
    CHECK(on.each(orm::count().over()) == std::vector<std::int64_t>{3, 3, 3});
    CHECK(on.each(orm::count().over(
              orm::window()
                  .order_by(items.seen)
                  .range(orm::preceding(orm::pg::interval{0, 1, {}}), orm::current_row))) ==
          std::vector<std::int64_t>{1, 1, 2});
    CHECK(on.each(orm::ntile(3).over(by_id)) == std::vector<std::int32_t>{1, 2, 3});
}

TEST_CASE("case, nullif, greatest and coalesce: values") {
    shop on;
    CHECK(on.each(orm::case_when(items.stock > 0, "some").otherwise("none")) ==
          texts{"some", "none", "some"});
    CHECK(on.each(orm::case_when(items.active, items.stock)) ==
          std::vector<std::optional<std::int32_t>>{7, std::nullopt, 7});
    CHECK(on.over_all(orm::sum(orm::case_when(items.active, 1).otherwise(0))) == 2);
    CHECK(on.each(orm::nullif(items.stock, 0)) ==
          std::vector<std::optional<std::int32_t>>{7, std::nullopt, 7});
    CHECK(on.each(orm::greatest(items.stock, items.flags, 5)) ==
          std::vector<std::int32_t>{7, 5, 8});
    CHECK(on.each(orm::coalesce(items.note, items.name, "-")) == texts{"red", "Bob", "blue"});
    CHECK(on.first(orm::constant<"it's">, orm::constant<-1>) == std::tuple("it's", -1));
}

TEST_CASE("functions of one's own: plain, quoted, with a schema, aggregates") {
    shop on;
    constexpr auto discounted =
        orm::function<"shop.discounted", orm::pg::numeric(orm::pg::numeric, orm::pg::int4)>;
    constexpr auto shout = orm::function<"Shout", orm::pg::text(orm::pg::text)>;
    constexpr auto product =
        orm::aggregate_function<"shop.product", orm::pg::float8(orm::pg::float8)>;
    CHECK(on.first(discounted(items.price, 10)) == orm::decimal("11.25"));
    CHECK(on.first(shout(items.name)) == "ANN LEE");
    CHECK(on.over_all(product(items.ratio).filter(items.id < 3)) == 20.25);
}

TEST_CASE("pgvector: the nearest come first") {
    shop on;
    if (on.server.value("select count(*) from pg_available_extensions where name = 'vector'") ==
        "0")
        ORM_SKIP("the extension pgvector is not installed");
    on.server.run(embedding_schema_sql);
    on.server.run(
        "insert into embeddings values (1, '[0,0,1]', B'00000000'), (2, '[1,1,1]', B'00000011'), "
        "(3, '[9,9,9]', B'11111111')");
    const auto db = orm::connect(on.server.url());
    const std::vector<float> wanted{1, 1, 0};
    const auto nearest = orm::l2_distance(embeddings.embedding, wanted);
    CHECK(db.select(embeddings.id).from(embeddings).order_by(nearest).limit(2).all() ==
          std::vector<std::int64_t>{2, 1});
    CHECK(db.select(nearest).from(embeddings).where(embeddings.id == 2).one() == 1.0);
    CHECK(db.select(orm::hamming_distance(embeddings.fingerprint, embeddings.fingerprint))
              .from(embeddings)
              .limit(1)
              .one() == 0.0);
}
