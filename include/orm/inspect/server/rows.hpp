// SPDX-License-Identifier: MIT
// Reads catalog queries as text rows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/catalog/column.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/connection_execute.hpp>

namespace orm::inspect::detail {

/// One row of a result in text form. Fields are read in the order of the select list.
///
/// Owns:     nothing; the result must outlive it.
class server_row {
public:
    server_row(const driver::postgres::result& rows, std::size_t row) : rows_(rows), row_(row) {}

    std::string text() {
        const std::size_t column = next_++;
        return rows_.is_null(row_, column) ? std::string()
                                           : std::string(rows_.bytes(row_, column).text());
    }
    bool is_null_here() const { return rows_.is_null(row_, next_); }
    bool flag() { return text() == "t"; }
    std::int64_t number() {
        const std::string digits = text();
        return digits.empty() ? 0 : std::stoll(digits);
    }
    std::optional<std::string> optional_text() {
        if (!is_null_here()) return text();
        ++next_;
        return std::nullopt;
    }
    std::vector<std::string> list() { return read_list(text()); }

private:
    /// Reads `{a,"b c","d\"e"}`.
    static std::vector<std::string> read_list(std::string_view text) {
        std::vector<std::string> items;
        if (text.size() <= 2) return items;
        std::string item;
        bool in_quotes = false;
        for (std::size_t at = 1; at + 1 < text.size(); ++at) {
            if (text[at] == '\\') item += text[++at];
            else if (text[at] == '"') in_quotes = !in_quotes;
            else if (text[at] == ',' && !in_quotes) items.push_back(std::exchange(item, {}));
            else item += text[at];
        }
        items.push_back(std::move(item));
        return items;
    }

    const driver::postgres::result& rows_;
    std::size_t row_;
    std::size_t next_ = 0;
};

/// Runs one query and calls `use` with every row.
template <class Use>
void for_each_row(driver::postgres::connection& server, std::string_view sql,
                  const driver::postgres::execution_context& context, const Use& use) {
    const driver::postgres::result rows =
        server.execute(sql, {}, context, driver::postgres::value_format::text);
    for (std::size_t row = 0; row < rows.row_count(); ++row) use(server_row(rows, row));
}

/// A type as the queries of this folder select it: schema of a user's type or '', spelling,
/// dimensions.
inline catalog::column_type read_type(server_row& row) {
    catalog::column_type type;
    type.schema = row.text();
    const std::string spelling = row.text();
    type.dimensions = static_cast<int>(row.number());
    if (type.is_user_defined()) {
        type.name = spelling;
        return type;
    }
    const catalog::column_type built_in = catalog::built_in_type(spelling);
    type.name = built_in.name;
    if (type.dimensions == 0) type.dimensions = built_in.dimensions;
    return type;
}

}  // namespace orm::inspect::detail
