// SPDX-License-Identifier: MIT
// The C++ types that functions, aggregates, windows and case give, and when they can be NULL.
#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "support/function_schema.hpp"

template <class Expression>
using cell = typename decltype(orm::select(std::declval<Expression>()).from(items))::result::row;

#define GIVES(TYPE, ...) static_assert(std::same_as<cell<decltype(__VA_ARGS__)>, TYPE>)
#define GIVES_MAYBE(TYPE, ...) GIVES(std::optional<TYPE>, __VA_ARGS__)

using std::string;
using texts = std::vector<string>;
using maybe_texts = std::vector<std::optional<string>>;
using i16 = std::int16_t;
using i32 = std::int32_t;
using i64 = std::int64_t;
using orm::decimal;
using orm::json_text;
using orm::pg::interval;

// Strict functions can be NULL exactly when an argument can.
GIVES(string, orm::initcap(items.name));
GIVES_MAYBE(string, orm::initcap(items.note));
GIVES(string, orm::replace(items.name, "a", "b"));
GIVES_MAYBE(string, orm::replace(items.name, "a", items.note));
GIVES_MAYBE(string, items.name + items.note);
GIVES(string, items.name + "!");
GIVES(i32, orm::position("a", items.name));
GIVES(bool, orm::starts_with(items.name, "a"));
GIVES(texts, orm::string_to_array(items.name, ","));

// Some are never NULL, some always can be, some by their first argument alone.
GIVES(string, orm::concat(items.note, items.note));
GIVES(string, orm::concat_ws(",", items.note));
GIVES_MAYBE(string, orm::concat_ws(items.note, items.name));
GIVES_MAYBE(maybe_texts, orm::regexp_match(items.name, "a"));
GIVES_MAYBE(i32, orm::array_position(items.tags, "a"));
GIVES_MAYBE(i32, orm::array_length(items.tags, 1));
GIVES(i32, orm::cardinality(items.tags));
GIVES_MAYBE(i32, orm::cardinality(items.scores));

// Numbers follow PostgreSQL.
GIVES(decimal, orm::abs(items.price));
GIVES(i32, orm::abs(items.stock));
GIVES_MAYBE(i64, orm::abs(items.sold));
GIVES(double, orm::ceil(items.ratio));
GIVES(double, orm::ceil(items.stock));
GIVES(decimal, orm::ceil(items.price));
GIVES(decimal, orm::round(items.price, 2));
GIVES(double, orm::sqrt(items.stock));
GIVES(decimal, orm::power(items.price, items.stock));
GIVES(double, orm::power(items.price, items.ratio));
GIVES(i32, orm::mod(items.stock, 3));
GIVES_MAYBE(i64, orm::mod(items.stock, items.sold));
GIVES(decimal, orm::mod(items.price, items.stock));
GIVES(i32, items.stock % items.flags);
GIVES(i32, -items.stock);
GIVES(i32, items.flags & 4);
GIVES_MAYBE(i64, items.sold | items.flags);
GIVES(i32, items.flags << 2);

// Moments and intervals.
using date = std::chrono::year_month_day;
using instant = orm::value_t<orm::pg::timestamptz>;
using local = orm::value_t<orm::pg::timestamp>;
GIVES(interval, items.seen - items.seen);
GIVES_MAYBE(interval, items.closed - items.seen);
GIVES(i32, items.born - items.born);
GIVES(date, items.born + 1);
GIVES(local, items.born + items.span);
GIVES(instant, items.seen + std::chrono::hours(1));
GIVES(local, items.opened - interval{});
GIVES(interval, items.span * 1.5);
GIVES(instant, orm::date_trunc<"day">(items.seen));
GIVES(local, orm::date_trunc<"day">(items.opened));
GIVES(instant, orm::date_trunc<"day">(items.born));
GIVES(interval, orm::date_trunc<"day">(items.span));
GIVES(decimal, orm::extract<"year">(items.born));
GIVES(double, orm::date_part<"year">(items.born));
GIVES(local, orm::at_time_zone(items.seen, "UTC"));
GIVES(instant, orm::at_time_zone(items.opened, "UTC"));
GIVES(date, orm::current_date());

// Arrays, json, ranges, search.
GIVES(texts, orm::array_append(items.tags, "a"));
GIVES(texts, orm::array_prepend(items.name, items.tags));
GIVES_MAYBE(string, orm::element_at(items.tags, 1));
GIVES_MAYBE(string, orm::unnest(items.tags));
GIVES(texts, orm::make_array(items.name, "b"));
GIVES_MAYBE(json_text, orm::json_get(items.meta, "a"));
GIVES_MAYBE(string, orm::json_get_text(items.raw, 0));
GIVES(bool, orm::has_key(items.meta, "a"));
GIVES(json_text, orm::jsonb_build_object("a", items.note));
GIVES_MAYBE(i32, orm::lower(items.levels));
GIVES(string, orm::lower(items.name));
GIVES(orm::range<i32>, orm::range_union(items.levels, items.levels));
GIVES(float, orm::ts_rank(items.document, orm::to_tsquery("a")));
GIVES(bool, orm::contains(items.levels, 3));

// Aggregates are NULL without rows; their filters, orders and windows keep the type.
GIVES_MAYBE(string, orm::string_agg(items.name, ","));
GIVES_MAYBE(texts, orm::array_agg(items.name));
GIVES_MAYBE(maybe_texts, orm::array_agg(items.note));
GIVES_MAYBE(bool, orm::bool_and(items.active));
GIVES_MAYBE(decimal, orm::stddev(items.stock));
GIVES_MAYBE(double, orm::stddev(items.ratio));
GIVES_MAYBE(json_text, orm::jsonb_agg(items.name));
GIVES_MAYBE(double, orm::percentile_cont(0.5).within_group(items.stock));
GIVES_MAYBE(interval, orm::percentile_cont(0.5).within_group(items.span));
GIVES_MAYBE(i32, orm::percentile_disc(0.5).within_group(items.stock));
GIVES_MAYBE(string, orm::mode().within_group(items.name));
GIVES(i64, orm::count().filter(items.active));
GIVES_MAYBE(i64, orm::sum(items.stock).filter(items.active).over());
GIVES(i64, orm::count().over());

// Window functions.
constexpr auto by_id = orm::window().order_by(items.id);
GIVES(i64, orm::row_number().over(by_id));
GIVES(double, orm::cume_dist().over(by_id));
GIVES(i32, orm::ntile(4).over(by_id));
GIVES_MAYBE(string, orm::lag(items.name).over(by_id));
GIVES(string, orm::lag(items.name, 1, "none").over(by_id));
GIVES_MAYBE(string, orm::lag(items.note, 1, "none").over(by_id));
GIVES(string, orm::first_value(items.name).over(by_id));
GIVES_MAYBE(string,
            orm::first_value(items.name).over(by_id.rows(orm::following(1), orm::following(2))));
GIVES_MAYBE(string, orm::nth_value(items.name, 2).over(by_id));

// case, nullif, greatest, coalesce, constants, casts of them.
GIVES(string, orm::case_when(items.active, "a").otherwise("b"));
GIVES_MAYBE(string, orm::case_when(items.active, "a"));
GIVES_MAYBE(string, orm::case_when(items.active, items.note).otherwise("b"));
GIVES(decimal, orm::case_when(items.active, items.stock).otherwise(items.price));
GIVES_MAYBE(i64, orm::case_when(items.active, 1).when(items.stock > 3, items.sold).otherwise(0));
GIVES_MAYBE(string, orm::nullif(items.name, ""));
GIVES(i32, orm::greatest(items.stock, 3));
GIVES(i64, orm::greatest(items.id, items.sold));
GIVES_MAYBE(string, orm::least(items.note, items.note));
GIVES(string, orm::coalesce(items.note, items.note, "x"));
GIVES_MAYBE(string, orm::coalesce(items.note, items.note, items.note));
GIVES(i32, orm::constant<3>);
GIVES(i64, orm::constant<5000000000>);
GIVES(bool, orm::constant<true>);
GIVES(i32, orm::cast<orm::pg::int4>(orm::initcap(items.name)));

// Functions of one's own.
constexpr auto similarity =
    orm::function<"similarity", orm::pg::float4(orm::pg::text, orm::pg::text)>;
constexpr auto never = orm::function<"f", orm::pg::text(orm::kind::any), orm::gives_null::never>;
constexpr auto sometimes =
    orm::function<"f", orm::pg::text(orm::kind::any), orm::gives_null::sometimes>;
GIVES(float, similarity(items.name, "Ann"));
GIVES_MAYBE(float, similarity(items.note, "Ann"));
GIVES(string, never(items.note));
GIVES_MAYBE(string, sometimes(items.name));

// An outer join makes what is read of its table NULL.
static_assert(std::same_as<decltype(orm::select(orm::initcap(items.name))
                                        .from(embeddings)
                                        .left_join(items, items.id == embeddings.id))::result::row,
                           std::optional<string>>);
static_assert(std::same_as<decltype(orm::select(orm::concat(items.name, "x"))
                                        .from(embeddings)
                                        .left_join(items, items.id == embeddings.id))::result::row,
                           string>);
