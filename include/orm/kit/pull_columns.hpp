// SPDX-License-Identifier: MIT
// The fields of a pulled table: type, key, default, identity, name.
#pragma once

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/names.hpp>
#include <orm/kit/cpp_text.hpp>
#include <orm/kit/pull_names.hpp>
#include <orm/kit/pull_types.hpp>

namespace orm::kit::detail {

/// True for a key that the word `orm::primary_key` on the column says completely.
inline bool is_word_of_column(const catalog::table& table, const catalog::primary_key& key) {
    return key.columns.size() == 1 && key.included_columns.empty() &&
           key.checked == catalog::deferral::not_deferrable &&
           key.name == catalog::primary_key_name(table.name);
}

inline bool is_word_of_column(const catalog::table& table, const catalog::unique_constraint& key) {
    return key.columns.size() == 1 && key.included_columns.empty() && !key.nulls_not_distinct &&
           key.checked == catalog::deferral::not_deferrable &&
           key.name == catalog::unique_name(table.name, key.columns);
}

/// Inner text of `'it''s'`; nothing for anything else.
inline std::optional<std::string> plain_string(std::string_view sql) {
    if (sql.size() < 2 || sql.front() != '\'' || sql.back() != '\'') return std::nullopt;
    sql = sql.substr(1, sql.size() - 2);
    std::string text;
    for (std::size_t at = 0; at < sql.size(); ++at) {
        text += sql[at];
        if (sql[at] != '\'') continue;
        if (at + 1 == sql.size() || sql[at + 1] != '\'') return std::nullopt;
        ++at;
    }
    return text;
}

inline bool is_small_integer(std::string_view sql) {
    if (!sql.empty() && sql[0] == '-') sql.remove_prefix(1);
    if (sql.empty() || sql.size() > 18 || (sql.size() > 1 && sql[0] == '0')) return false;
    for (const char character : sql)
        if (!is_digit(character)) return false;
    return true;
}

inline std::string default_modifier(const catalog::column& column) {
    const std::string& sql = *column.default_expression;
    const std::string& type = column.type.name;
    const bool is_plain = !column.type.is_user_defined() && column.type.dimensions == 0;
    const bool is_integer =
        is_plain && (type == "integer" || type == "bigint" || type == "smallint");
    const bool is_text = is_plain && (type == "text" || type.rfind("varchar", 0) == 0);
    if (sql == "now()") return "orm::default_now";
    if (sql == "gen_random_uuid()") return "orm::default_random";
    if (is_plain && type == "boolean" && (sql == "true" || sql == "false"))
        return "orm::default_to<" + sql + ">";
    if (is_integer && is_small_integer(sql)) return "orm::default_to<" + sql + ">";
    const std::optional<std::string> text = is_text ? plain_string(sql) : std::nullopt;
    // Text with a backslash has several spellings in SQL; the server's is kept.
    if (text && text->find('\\') == std::string::npos)
        return "orm::default_to<" + cpp_literal(*text) + ">";
    return "orm::default_sql<" + cpp_literal(sql) + ">";
}

/// The options that PostgreSQL gives an identity column of this type.
inline catalog::sequence_options own_options(const catalog::column_type& type) {
    catalog::sequence_options options;
    if (type.name == "integer") options.maximum = std::numeric_limits<std::int32_t>::max();
    if (type.name == "smallint") options.maximum = std::numeric_limits<std::int16_t>::max();
    return options;
}

inline std::string identity_modifier(const catalog::column& column) {
    const catalog::sequence_options& options = column.identity->options;
    const bool is_always = column.identity->kind == catalog::identity_kind::always;
    std::string written;
    if (options != own_options(column.type)) {
        const auto number = [](std::int64_t value) {
            // The smallest number has no literal of its own.
            return value == std::numeric_limits<std::int64_t>::min()
                       ? std::to_string(value + 1) + " - 1"
                       : std::to_string(value);
        };
        written = "orm::sequence_options{.start = " + number(options.start) +
                  ", .increment = " + number(options.increment) +
                  ", .min = " + number(options.minimum) + ", .max = " + number(options.maximum) +
                  ", .cache = " + number(options.cache) +
                  ", .cycle = " + (options.cycles ? "true" : "false") + "}";
    } else if (!is_always) {
        return "orm::identity";
    }
    return (is_always ? "orm::identity_always<" : "orm::identity_by_default<") + written + ">";
}

class column_writer {
public:
    column_writer(const type_writer& types, const catalog::table& table, const table_names& names)
        : types_(types), table_(table), names_(names) {}

    /// `    orm::text<M, orm::unique> email;`
    std::string write(std::size_t position) const {
        const catalog::column& column = table_.columns[position];
        const declared_type type = types_.declare(column.type);
        std::string line = "    " + type.start;
        for (const std::string& each : type.modifiers) line += ", " + each;
        for (const std::string& each : modifiers(column)) line += ", " + each;
        if (names_.fields[position].is_named)
            line += ", orm::named<" + cpp_literal(column.name) + ">";
        return line + "> " + names_.fields[position].field + ";\n";
    }

private:
    std::vector<std::string> modifiers(const catalog::column& column) const {
        std::vector<std::string> words;
        const auto& key = table_.primary_key;
        if (key && is_word_of_column(table_, *key) && key->columns[0] == column.name)
            words.emplace_back("orm::primary_key");
        if (is_unique(column.name)) words.emplace_back("orm::unique");
        if (!column.is_not_null) words.emplace_back("orm::nullable");
        if (column.identity) words.push_back(identity_modifier(column));
        if (column.default_expression) words.push_back(default_modifier(column));
        if (column.generated) words.push_back(generated_modifier(*column.generated));
        if (!column.collation.empty())
            words.push_back("orm::collate_sql<" + cpp_literal(column.collation) + ">");
        if (!column.comment.empty())
            words.push_back("orm::comment<" + cpp_literal(column.comment) + ">");
        return words;
    }

    bool is_unique(const std::string& column) const {
        for (const catalog::unique_constraint& each : table_.uniques)
            if (is_word_of_column(table_, each) && each.columns[0] == column) return true;
        return false;
    }

    static std::string generated_modifier(const catalog::generated& of) {
        const bool is_stored = of.kind == catalog::generation::stored;
        return (is_stored ? "orm::generated_as<" : "orm::generated_on_read_as<") +
               cpp_literal(of.expression) + ">";
    }

    const type_writer& types_;
    const catalog::table& table_;
    const table_names& names_;
};

}  // namespace orm::kit::detail
