// SPDX-License-Identifier: MIT
// Finds the place of a fraction of a large table, and of one row, without counting.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>

#include <orm/studio/row_order.hpp>

namespace orm::studio {

/// OFFSET reads what it skips; more than this is a jump.
inline constexpr int max_skip = 20'000;

/// The condition that names a row, as SQL and for the user's eyes.
struct row_name {
    std::string sql;
    std::string shown;
};

/// Takes:    `id`, the values of the table's key, or the row's ctid where it has none.
/// Throws:   refusal 400 when the row cannot be named.
inline row_name row_identity(const relation& table, const json& asked_for, text_values& values) {
    const json& id = asked::list(asked_for, "id");
    const bool by_place = table.key.empty();
    if ((by_place && !table.has_ctid()) || id.size() != (by_place ? 1 : table.key.size()))
        throw refusal(400, "the row cannot be named: the table has no key");
    row_name name;
    for (std::size_t i = 0; i < id.size(); ++i) {
        const std::string value = asked::value(id[i]).value_or("");
        const std::string column = by_place ? "ctid" : table.column(table.key[i]).quoted;
        const std::string cast = by_place ? "::tid" : "::" + table.column(table.key[i]).type;
        const char* const joint = i == 0 ? "" : " and ";
        name.sql += joint + column + " = " + values.add(value) + cast;
        name.shown += joint + column + " = " + lexical::quoted_literal(value);
    }
    return name;
}

namespace detail {

/// The planner's statistics hold values that cut the column into parts of equal size.
/// Source:   PostgreSQL manual, "pg_stats".
inline constexpr const char* bounds_sql =
    "select (s.h)[b.i], (s.h)[least(b.i + 1, s.n)], s.n from "
    "(select h, cardinality(h) as n from (select histogram_bounds::text::text[] as h from pg_stats "
    "join pg_namespace ns on ns.nspname = schemaname join pg_class c on c.relname = tablename and "
    "c.relnamespace = ns.oid join pg_attribute a on a.attrelid = c.oid and a.attname = pg_stats.attname "
    "where c.oid = $1::oid and a.attnum = $2::int2 and histogram_bounds is not null "
    "order by inherited desc limit 1) t) s, "
    "lateral (select least(1 + floor($3::float8 * (s.n - 1))::int, s.n) as i) b";

inline bool is_integer_type(const std::string& type) {
    return type == "integer" || type == "bigint" || type == "smallint";
}

inline std::string between(const std::string& low, const std::string& high, double part) {
    const long long from = number_from<long long>(low);
    const long long to = number_from<long long>(high);
    return std::to_string(from + static_cast<long long>(
                                     (static_cast<double>(to) - static_cast<double>(from)) * part));
}

inline std::optional<std::string> smallest_and_largest(session& talk, const relation& table,
                                                       const order_term& term, double fraction) {
    if (!is_integer_type(term.type)) return std::nullopt;
    const postgres::result ends =
        talk.run("select min(" + term.sql + "), max(" + term.sql + ") from " + table.quoted);
    if (ends.is_null(0, 0)) return std::nullopt;
    return between(std::string(text_at(ends, 0, 0)), std::string(text_at(ends, 0, 1)), fraction);
}

/// The value of the order's first column at a fraction of the table; `skip` rows lead on from it.
inline std::optional<std::string> value_at(session& talk, const relation& table,
                                           const order_term& term, double fraction, int& skip) {
    text_values values;
    values.add(table.oid);
    values.add(std::to_string(term.number));
    values.add(std::to_string(fraction));
    const postgres::result bounds = talk.run(bounds_sql, values);
    if (bounds.row_count() == 0) return smallest_and_largest(talk, table, term, fraction);
    const double parts = number_from<int>(text_at(bounds, 0, 2), 2) - 1;
    const double inside = fraction * parts - std::floor(fraction * parts);
    if (is_integer_type(term.type))
        return between(std::string(text_at(bounds, 0, 0)), std::string(text_at(bounds, 0, 1)),
                       inside);
    skip = static_cast<int>(std::clamp(table.rows / parts * inside, 0.0, double{max_skip}));
    return std::string(text_at(bounds, 0, 0));
}

}  // namespace detail

/// Rows from a fraction of the table on, in the order's direction.
///
/// Gives:    a condition; without statistics none, and `skip` rows from the start.
inline std::string place_sql(session& talk, const relation& table, const order_term& term,
                             double fraction, int& skip, text_values& values) {
    const double place = term.descending ? 1 - fraction : fraction;
    const auto value = detail::value_at(talk, table, term, place, skip);
    if (!value) {
        skip = static_cast<int>(
            std::clamp(fraction * std::max(table.rows, 0.0), 0.0, double{max_skip}));
        return {};
    }
    if (term.descending) skip = 0;
    return term.sql + (term.descending ? " <= " : " >= ") +
           detail::placeholder(term, *value, values);
}

}  // namespace orm::studio
