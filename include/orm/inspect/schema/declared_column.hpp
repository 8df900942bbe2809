// SPDX-License-Identifier: MIT
// A column as its C++ declaration says it, in plain data, and the catalog's column made of that.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <orm/catalog/column.hpp>
#include <orm/catalog/names.hpp>
#include <orm/catalog/sql_text.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/sql/quote.hpp>

namespace orm::inspect {

/// How a declaration spells its default.
enum class declared_default { none, expression, text, whole_number, real_number, label };

enum class declared_identity { none, always, by_default };

/// Options of an identity column; 0 leaves PostgreSQL's own.
struct declared_sequence {
    std::int64_t start = 0;
    std::int64_t increment = 0;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::int64_t cache = 0;
    bool cycle = false;
};

/// Made at compile time: a column costs the compiler data and no code. All text has static storage.
struct declared_column {
    std::string_view type_name;
    bool is_user_type = false;
    std::uint32_t length = 0;
    int digits = -1;
    int scale = 0;
    bool has_scale = false;
    bool is_nullable = false;
    bool is_primary_key = false;
    bool is_unique = false;
    declared_default default_kind = declared_default::none;
    std::string_view default_text{};
    std::int64_t default_number = 0;
    double default_real = 0;
    std::string (*default_label)() = nullptr;
    bool is_generated = false;
    std::string_view generated{};
    declared_identity identity = declared_identity::none;
    declared_sequence sequence{};
    std::string_view collation{};
    std::string_view collation_sql{};
    bool is_computed_on_read = false;
    int dimensions = 0;
    std::string_view comment{};
};

namespace detail {

/// `member_role`, `auth.role`, `"My type"`, `auth.role[]`: a name as SQL writes it.
inline catalog::column_type user_type(std::string_view spelling) {
    catalog::column_type type;
    while (spelling.size() > 2 && spelling.substr(spelling.size() - 2) == "[]") {
        spelling.remove_suffix(2);
        ++type.dimensions;
    }
    for (const catalog::sql_piece& piece : catalog::sql_pieces(spelling)) {
        if (!piece.is_identifier) continue;
        type.schema = std::exchange(type.name, piece.name);
    }
    if (type.schema.empty()) type.schema = catalog::default_schema;
    return type;
}

/// `varchar[]` of length 3 is `varchar(3)[]`.
inline catalog::column_type type_of(const declared_column& of) {
    if (of.is_user_type) return user_type(of.type_name);
    const std::size_t brackets = std::min(of.type_name.find("[]"), of.type_name.size());
    std::string spelling(of.type_name.substr(0, brackets));
    if (of.length != 0) spelling += "(" + std::to_string(of.length) + ")";
    else if (of.digits >= 0)
        spelling += "(" + std::to_string(of.digits) +
                    (of.has_scale ? "," + std::to_string(of.scale) : "") + ")";
    spelling += of.type_name.substr(brackets);
    return catalog::built_in_type(spelling);
}

/// The shortest decimal number that reads back as the same double.
inline std::string number_text(double number) {
    char text[40];
    for (int digits = 1; digits <= std::numeric_limits<double>::max_digits10; ++digits) {
        std::snprintf(text, sizeof text, "%.*g", digits, number);
        if (std::strtod(text, nullptr) == number) break;
    }
    return text;
}

inline std::optional<std::string> default_of(const declared_column& of) {
    switch (of.default_kind) {
        case declared_default::expression: return std::string(of.default_text);
        case declared_default::text: return lexical::quoted_literal(of.default_text);
        case declared_default::whole_number: return std::to_string(of.default_number);
        case declared_default::real_number: return number_text(of.default_real);
        case declared_default::label: return of.default_label();
        case declared_default::none: break;
    }
    return std::nullopt;
}

inline std::int64_t largest_of(const std::string& type) {
    if (type == "smallint") return std::numeric_limits<std::int16_t>::max();
    if (type == "integer") return std::numeric_limits<std::int32_t>::max();
    return std::numeric_limits<std::int64_t>::max();
}

/// What PostgreSQL makes of options that are left out.
/// Source:   PostgreSQL manual, CREATE SEQUENCE.
inline catalog::sequence_options options_of(const declared_sequence& of, const std::string& type) {
    const std::int64_t largest = largest_of(type);
    catalog::sequence_options options;
    options.increment = of.increment == 0 ? 1 : of.increment;
    const bool descends = options.increment < 0;
    const std::int64_t minimum = descends ? -largest - 1 : 1;
    const std::int64_t maximum = descends ? -1 : largest;
    options.minimum = of.min == 0 ? minimum : of.min;
    options.maximum = of.max == 0 ? maximum : of.max;
    const std::int64_t first = descends ? options.maximum : options.minimum;
    options.start = of.start == 0 ? first : of.start;
    options.cache = of.cache == 0 ? 1 : of.cache;
    options.cycles = of.cycle;
    return options;
}

inline catalog::identity identity_of(const declared_column& of, const std::string& table,
                                     const catalog::column& column) {
    catalog::identity identity;
    identity.kind = of.identity == declared_identity::always ? catalog::identity_kind::always
                                                             : catalog::identity_kind::by_default;
    identity.sequence_name = catalog::sequence_name(table, column.name);
    identity.options = options_of(of.sequence, column.type.name);
    return identity;
}

}  // namespace detail

/// The column in a catalog.
///
/// Takes:    the names in the database.
inline catalog::column to_column(const declared_column& of, const std::string& table,
                                 std::string_view name) {
    catalog::column column;
    column.name = name;
    column.type = detail::type_of(of);
    column.is_not_null = !of.is_nullable;
    column.default_expression = detail::default_of(of);
    if (of.is_generated)
        column.generated =
            catalog::generated{of.is_computed_on_read ? catalog::generation::computed_on_read
                                                      : catalog::generation::stored,
                               std::string(of.generated)};
    if (of.identity != declared_identity::none)
        column.identity = detail::identity_of(of, table, column);
    if (!of.collation.empty()) column.collation = lexical::quoted_identifier(of.collation);
    if (!of.collation_sql.empty()) column.collation = of.collation_sql;
    if (of.dimensions != 0) column.type.dimensions = of.dimensions;
    column.comment = of.comment;
    return column;
}

}  // namespace orm::inspect
