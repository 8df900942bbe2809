// SPDX-License-Identifier: MIT
// A table as the server knows it under a number: the only source of names in generated SQL.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <orm/sql/quote.hpp>
#include <orm/studio/access.hpp>
#include <orm/studio/catalog_json.hpp>

namespace orm::studio {

struct relation_column {
    int number = 0;  ///< attnum
    std::string quoted;
    std::string type;       ///< as PostgreSQL prints it, for casts
    std::string base;       ///< the type's name, for domains the name of what is below
    char category = 'X';    ///< pg_type.typcategory
    bool is_short = false;  ///< of fixed length: never cut
    bool not_null = false;
};

/// Quoted names, and what orders the rows.
struct relation {
    std::string oid;
    std::string quoted;  ///< with its schema
    char kind = 'r';
    double rows = -1;
    long long pages = 0;
    std::vector<relation_column> columns;
    std::vector<int> key;  ///< columns that name a row: the primary key, or a unique one; or none

    /// Throws:   refusal 404 when the number is none of the table's.
    const relation_column& column(int number) const {
        for (const relation_column& each : columns)
            if (each.number == number) return each;
        throw refusal(404, "the table has no such column; it may have been dropped");
    }

    /// Rows have a place in a file.
    bool has_ctid() const { return kind == 'r' || kind == 'm'; }
    bool has_xmin() const { return has_ctid() || kind == 'p'; }
    bool is_table() const { return kind == 'r' || kind == 'p'; }
};

namespace detail {

inline constexpr const char* relation_sql = R"sql(
select n.nspname, c.relname, c.relkind, c.reltuples, c.relpages,
  (select array_to_string(i.indkey::int2[], ' ') from pg_index i
    where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indpred is null
      and i.indexprs is null and i.indimmediate and i.indnkeyatts = i.indnatts
      and not exists (select from pg_attribute k where k.attrelid = c.oid
        and k.attnum = any(i.indkey::int2[]) and not k.attnotnull)
    order by i.indisprimary desc, i.indnkeyatts, i.indexrelid limit 1)
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where c.oid = $1::oid and c.relkind in ('r', 'v', 'm', 'p', 'f'))sql";

inline constexpr const char* columns_sql = R"sql(
select a.attnum, a.attname, format_type(a.atttypid, a.atttypmod), b.typname, b.typcategory,
  b.typlen > 0, a.attnotnull
from pg_attribute a join pg_type t on t.oid = a.atttypid
join pg_type b on b.oid = case when t.typtype = 'd' then t.typbasetype else t.oid end
where a.attrelid = $1::oid and a.attnum > 0 and not a.attisdropped order by a.attnum)sql";

inline std::vector<int> numbers_of(std::string_view text) {
    std::vector<int> numbers;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find(' '), text.size());
        numbers.push_back(number_from<int>(text.substr(0, end)));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return numbers;
}

inline relation_column column_at(const postgres::result& rows, std::size_t row) {
    relation_column found;
    found.number = number_from<int>(text_at(rows, row, 0));
    found.quoted = lexical::quoted_identifier(text_at(rows, row, 1));
    found.type = text_at(rows, row, 2);
    found.base = text_at(rows, row, 3);
    found.category = text_at(rows, row, 4).empty() ? 'X' : text_at(rows, row, 4)[0];
    found.is_short = text_at(rows, row, 5) == "t";
    found.not_null = text_at(rows, row, 6) == "t";
    return found;
}

}  // namespace detail

/// Throws:   refusal 404 when there is no such table.
inline relation find_relation(session& talk, const std::string& oid) {
    text_values number;
    number.add(checked_oid(oid));
    const postgres::result head = talk.run(detail::relation_sql, number);
    if (head.row_count() == 0)
        throw refusal(404, "there is no such table; it may have been dropped");
    relation found;
    found.oid = oid;
    found.quoted = lexical::quoted_identifier(text_at(head, 0, 0)) + "." +
                   lexical::quoted_identifier(text_at(head, 0, 1));
    found.kind = text_at(head, 0, 2)[0];
    found.rows = std::strtod(std::string(text_at(head, 0, 3)).c_str(), nullptr);
    found.pages = number_from<long long>(text_at(head, 0, 4));
    found.key = detail::numbers_of(text_at(head, 0, 5));
    const postgres::result columns = talk.run(detail::columns_sql, number);
    for (std::size_t row = 0; row < columns.row_count(); ++row)
        found.columns.push_back(detail::column_at(columns, row));
    return found;
}

}  // namespace orm::studio
