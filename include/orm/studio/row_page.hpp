// SPDX-License-Identifier: MIT
// A page of rows of a table: from the start, the end, beyond a row, or from a place in between.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <orm/studio/row_filter.hpp>
#include <orm/studio/row_order.hpp>
#include <orm/studio/row_place.hpp>

namespace orm::studio {

namespace detail {

/// Cells are cut for the grid; the page asks for a whole one when it is opened.
inline constexpr int shown_characters = 300;
inline constexpr int shown_bytes = 128;

inline bool is_cut(const relation_column& column) {
    return !column.is_short && column.category != 'N' && column.category != 'I' &&
           column.category != 'V' && column.category != 'R' && column.base != "bpchar";
}

inline std::string shown_sql(const relation_column& column) {
    if (!is_cut(column)) return column.quoted;
    if (column.base == "bytea")
        return "substring(" + column.quoted + " from 1 for " + std::to_string(shown_bytes) + ")";
    return "left(" + column.quoted + "::text, " + std::to_string(shown_characters) + ")";
}

/// `3:70000`: column 3 was cut and has 70000 bytes.
inline std::string cut_sql(const relation& table) {
    std::string parts;
    for (const relation_column& column : table.columns) {
        if (!is_cut(column)) continue;
        const bool is_bytes = column.base == "bytea";
        const std::string text = is_bytes ? column.quoted : column.quoted + "::text";
        parts += ", case when " + std::string(is_bytes ? "octet_length(" : "length(") + text +
                 ") > " + std::to_string(is_bytes ? shown_bytes : shown_characters) + " then '" +
                 std::to_string(column.number) + ":' || octet_length(" + text + ") end";
    }
    return parts.empty() ? "''" : "concat_ws(' '" + parts + ")";
}

/// Takes:    whole, true for exports: nothing is cut.
inline std::string select_sql(const relation& table, const std::vector<order_term>& terms,
                              bool whole) {
    std::string sql = "select ";
    for (const relation_column& column : table.columns)
        sql += (whole ? column.quoted : shown_sql(column)) + ", ";
    for (const order_term& term : terms) sql += term.sql + ", ";
    sql += table.has_xmin() ? "xmin, " : "null, ";
    return sql + (whole ? "''" : cut_sql(table)) + " from " + table.quoted;
}

inline json cuts_of(std::string_view text) {
    json cuts = json::object();
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        const std::size_t colon = text.find(':');
        cuts[std::string(text.substr(0, colon))] =
            number_from<long long>(text.substr(colon + 1, end - colon - 1));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return cuts;
}

inline json row_json(const postgres::result& rows, std::size_t row, std::size_t columns,
                     std::size_t terms) {
    json cells = json::array();
    json key = json::array();
    for (std::size_t i = 0; i < columns; ++i) cells.push_back(cell_at(rows, row, i));
    for (std::size_t i = 0; i < terms; ++i) key.push_back(cell_at(rows, row, columns + i));
    json made = {{"c", std::move(cells)}, {"k", std::move(key)}};
    if (!rows.is_null(row, columns + terms)) made["x"] = cell_at(rows, row, columns + terms);
    const std::string_view cuts = text_at(rows, row, columns + terms + 1);
    if (!cuts.empty()) made["cut"] = cuts_of(cuts);
    return made;
}

}  // namespace detail

/// One page under construction.
class row_page {
public:
    static constexpr int max_rows = 500;

    row_page(session& talk, const json& asked_for)
        : talk_(talk),
          asked_(asked_for),
          table_(find_relation(talk, asked::text(asked_for, "oid"))),
          terms_(order_of(table_, asked_for)),
          limit_(std::clamp(asked::number_or(asked_for, "limit", 100), 1, max_rows)) {}

    json make() {
        const std::string from = asked::text_or(asked_, "from", "start");
        backwards_ = from == "end" || from == "before";
        if (from == "offset" || !has_unique_order(table_)) read_by_offset();
        else if (terms_.size() == 1 && terms_[0].number == 0) read_by_blocks(from);
        else read_by_key(from);
        return to_json(from);
    }

private:
    void read_by_offset() {
        backwards_ = false;
        text_values values;
        run(where(filters(values), ""), values,
            " offset " + std::to_string(asked::number_or(asked_, "offset", 0)));
    }

    /// An index that holds NULL at one end answers "beyond this value" and "NULL" each from its middle,
    /// but not one condition that says both: so there are up to two statements.
    void read_by_key(const std::string& from) {
        const int skip = std::clamp(asked::number_or(asked_, "skip", 0), 0, max_skip);
        if (from == "fraction") return read_from_place(skip);
        const bool has_key = from == "after" || from == "before";
        const row_key key = has_key ? asked_key() : row_key();
        const bool may_be_null = has_key && !key.empty() && !terms_[0].not_null;
        const bool descends = terms_[0].descending != backwards_;
        if (!may_be_null || (descends && key[0]) || (!descends && !key[0])) {
            text_values values;
            const std::string filter = filters(values);
            const std::string begin = has_key ? beyond_sql(terms_, key, backwards_, values) : "";
            return run(where(filter, begin), values, offset(skip));
        }
        // What comes first, then all of what is at the other end of the index.
        read_part(key, descends ? " is null" : " is not null");
        if (count_ <= static_cast<std::size_t>(limit_))
            read_part({}, descends ? " is not null" : " is null");
    }

    void read_part(const row_key& key, const char* nullness) {
        text_values values;
        std::vector<order_term> terms = terms_;
        terms[0].not_null = key.empty() || key[0].has_value();
        std::string part = terms[0].sql + nullness;
        if (!key.empty()) part += " and " + beyond_sql(terms, key, backwards_, values);
        const std::string filter = filters(values);
        run(where(filter, part), values, "");
    }

    void read_from_place(int skip) {
        text_values values;
        const std::string filter = filters(values);
        const std::string begin =
            place_sql(talk_, table_, terms_[0], asked_fraction(), skip, values);
        run(where(filter, begin), values, offset(skip));
        const bool may_miss_nulls = !begin.empty() && !terms_[0].not_null && !terms_[0].descending;
        if (may_miss_nulls && count_ <= static_cast<std::size_t>(limit_)) read_part({}, " is null");
    }

    static std::string offset(int skip) {
        return skip == 0 ? std::string() : " offset " + std::to_string(skip);
    }

    /// Tables without a key are read in the order of their file, some blocks at a time: PostgreSQL
    /// sorts by ctid only after having read all that the condition lets through.
    void read_by_blocks(const std::string& from) {
        const long long pages =
            number_from<long long>(talk_.value("select pg_relation_size(" + table_.oid +
                                               "::oid) / current_setting('block_size')::int8"));
        long long block = from == "end" ? pages : 0;
        if (from == "after" || from == "before") block = block_of(asked_key());
        if (from == "fraction")
            block = static_cast<long long>(asked_fraction() * static_cast<double>(pages));
        for (long long span = 16;; span *= 8) {
            const long long low = backwards_ ? std::max(0LL, block - span) : block;
            const long long high = backwards_ ? block + 1 : block + span;
            text_values values;
            std::string range = filters(values);
            range += (range.empty() ? "" : " and ") + std::string("ctid >= '(") +
                     std::to_string(low) + ",0)' and ctid < '(" + std::to_string(high) + ",0)'";
            const bool has_key = from == "after" || from == "before";
            clear();
            run(where(range, has_key ? beyond_sql(terms_, asked_key(), backwards_, values) : ""),
                values, "");
            if (count_ > static_cast<std::size_t>(limit_) || (backwards_ ? low == 0 : high > pages))
                return;
        }
    }

    static long long block_of(const row_key& key) {
        const std::string text = key.size() == 1 ? key[0].value_or("") : "";
        return number_from<long long>(
            std::string_view(text).substr(text.empty() ? 0 : 1, text.find(',') - 1));
    }

    std::string filters(text_values& values) {
        const std::string sql = filters_sql(talk_, table_, asked_, values);
        return sql;
    }

    static std::string where(const std::string& left, const std::string& right) {
        if (left.empty() && right.empty()) return {};
        return " where " + left + (left.empty() || right.empty() ? "" : " and ") + right;
    }

    void clear() {
        parts_.clear();
        count_ = 0;
    }

    void run(const std::string& condition, const text_values& values, const std::string& skip) {
        parts_.push_back(
            talk_.run(detail::select_sql(table_, terms_, asked::flag(asked_, "whole")) + condition +
                          order_by_sql(terms_, backwards_) + " limit " +
                          std::to_string(static_cast<std::size_t>(limit_) + 1 - count_) + skip,
                      values));
        count_ += parts_.back().row_count();
    }

    json rows_json(std::size_t count) const {
        json rows = json::array();
        for (const postgres::result& part : parts_)
            for (std::size_t i = 0; i < part.row_count() && rows.size() < count; ++i)
                rows.push_back(detail::row_json(part, i, table_.columns.size(), terms_.size()));
        if (backwards_) std::reverse(rows.begin(), rows.end());
        return rows;
    }

    row_key asked_key() const {
        row_key key;
        for (const json& value : asked::list(asked_, "key")) key.push_back(asked::value(value));
        return key;
    }

    double asked_fraction() const {
        const auto found = asked_.find("fraction");
        if (found == asked_.end() || !found->is_number())
            throw refusal(400, "\"fraction\" is no number");
        return std::clamp(found->get<double>(), 0.0, 1.0);
    }

    json to_json(const std::string& from) {
        const bool has_more = count_ > static_cast<std::size_t>(limit_);
        const std::size_t count = std::min(count_, static_cast<std::size_t>(limit_));
        json order = json::array();
        for (const order_term& term : terms_) order.push_back(term.number);
        return {{"rows", rows_json(count)},
                {"order", std::move(order)},
                {"key", table_.key},
                {"estimate", table_.rows},
                {"paging", has_unique_order(table_) ? "key" : "offset"},
                {"atStart", from == "start" || (backwards_ && !has_more)},
                {"atEnd", from == "end" || (!backwards_ && !has_more)}};
    }

    session& talk_;
    const json& asked_;
    relation table_;
    std::vector<order_term> terms_;
    int limit_;
    bool backwards_ = false;
    std::vector<postgres::result> parts_;
    std::size_t count_ = 0;
};

inline json count_rows(session& talk, const json& asked_for) {
    const relation table = find_relation(talk, asked::text(asked_for, "oid"));
    text_values values;
    const std::string filter = filters_sql(talk, table, asked_for, values);
    const std::string from = " from " + table.quoted + (filter.empty() ? "" : " where " + filter);
    if (asked::flag(asked_for, "exact"))
        return {{"count", number_from<long long>(talk.value("select count(*)" + from, values))},
                {"exact", true}};
    const json plan =
        json::parse(talk.value("explain (format json) select 1" + from, values), nullptr, false);
    const json* rows = plan.is_array() && !plan.empty() ? &plan[0]["Plan"]["Plan Rows"] : nullptr;
    return {{"count", rows == nullptr ? json(0) : *rows}, {"exact", false}};
}

/// A whole value, up to 4 MiB of text.
inline json whole_cell(session& talk, const json& asked_for) {
    const relation table = find_relation(talk, asked::text(asked_for, "oid"));
    const relation_column& column = table.column(asked::number_or(asked_for, "attnum", 0));
    text_values values;
    const std::string row = row_identity(table, asked_for, values).sql;
    const bool is_bytes = column.base == "bytea";
    const std::string value = is_bytes ? "substring(" + column.quoted + " from 1 for 1048576)"
                              : detail::is_cut(column)
                                  ? "left(" + column.quoted + "::text, 4194304)"
                                  : column.quoted;
    const postgres::result found =
        talk.run("select " + value + " from " + table.quoted + " where " + row, values);
    if (found.row_count() != 1) throw refusal(404, "the row is no longer there");
    return {{"value", cell_at(found, 0, 0)}};
}

}  // namespace orm::studio
