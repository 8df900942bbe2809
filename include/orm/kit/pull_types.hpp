// SPDX-License-Identifier: MIT
// The C++ declaration of a column's type: orm::varchar<M, orm::length<255>>.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/kit/cpp_text.hpp>
#include <orm/kit/pull_names.hpp>
#include <orm/sql/quote.hpp>

namespace orm::kit::detail {

/// How a built-in type is declared: by a word of its own, or by `orm::column<M, orm::pg::tag>`.
struct known_type {
    std::string_view sql;
    std::string_view word;
    std::string_view tag;
    enum class modifier { none, length, precision } takes = modifier::none;
};

/// Nothing for a type that the library does not know. The views live as long as sql.
inline std::optional<known_type> find_known_type(std::string_view sql) {
    using enum known_type::modifier;
    static constexpr known_type types[] = {
        {"smallint", "smallint", "int2"},
        {"integer", "integer", "int4"},
        {"bigint", "bigint", "int8"},
        {"smallserial", "smallserial", "smallserial"},
        {"serial", "serial", "serial"},
        {"bigserial", "bigserial", "bigserial"},
        {"boolean", "boolean", "boolean"},
        {"real", "real", "float4"},
        {"double precision", "double_precision", "float8"},
        {"numeric", "numeric", "numeric", precision},
        {"text", "text", "text"},
        {"varchar", "varchar", "varchar", length},
        {"char", "character", "bpchar", length},
        {"date", "date", "date"},
        {"time", "time", "time", precision},
        {"time with time zone", "timetz", "timetz", precision},
        {"timestamp", "timestamp", "timestamp", precision},
        {"timestamp with time zone", "timestamptz", "timestamptz", precision},
        {"interval", "interval", "", precision},
        {"uuid", "uuid", ""},
        {"json", "json", "json"},
        {"jsonb", "jsonb", "jsonb"},
        {"bytea", "bytea", "bytea"},
        {"bit", "", "bit", length},
        {"bit varying", "", "varbit", length},
        {"oid", "", "oid_type"},
        {"name", "", "name_type"},
        {"\"char\"", "", "byte_char"},
        {"vector", "", "vector", length},
        {"halfvec", "", "halfvec", length},
        {"sparsevec", "", "sparsevec", length},
    };
    // Of these the tag has the type's own name.
    static constexpr std::string_view plain =
        " inet cidr macaddr macaddr8 point line lseg box path polygon circle tsvector tsquery money xid"
        " xid8 pg_lsn tid xml jsonpath hstore citext ltree lquery ltxtquery geometry geography"
        " int4range int8range numrange tsrange tstzrange daterange int4multirange int8multirange"
        " nummultirange tsmultirange tstzmultirange datemultirange ";
    for (const known_type& each : types)
        if (each.sql == sql) return each;
    const std::string wanted = " " + std::string(sql) + " ";
    if (plain.find(wanted) == std::string_view::npos) return std::nullopt;
    return known_type{sql, "", sql};
}

/// The declaration up to the modifiers, `orm::text<M`, and the modifiers that the type itself needs.
struct declared_type {
    std::string start;
    std::string tag;
    std::vector<std::string> modifiers{};
};

/// A type without a word of its own.
inline declared_type tagged(const std::string& tag) { return {"orm::column<M, " + tag, tag}; }

inline std::string qualified_sql(const std::string& schema, const std::string& name) {
    return lexical::quoted_identifier(schema) + "." + lexical::quoted_identifier(name);
}

class type_writer {
public:
    type_writer(const catalog::database& of, const pull_names& names) : of_(of), names_(names) {}

    declared_type declare(const catalog::column_type& type) const {
        declared_type made =
            type.is_user_defined() ? declare_own(type) : declare_built_in(type.name);
        if (type.dimensions == 1) made.modifiers.insert(made.modifiers.begin(), "orm::array");
        if (type.dimensions > 1) {
            made.start = "orm::column<M, orm::pg::multi_array<" + made.tag + ">";
            made.modifiers.push_back("orm::dimensions<" + std::to_string(type.dimensions) + ">");
        }
        return made;
    }

private:
    static declared_type opaque(const std::string& sql_name) {
        return tagged("orm::pg::opaque<" + cpp_literal(sql_name) + ">");
    }

    static std::string tag_of(const known_type& of) {
        return "orm::pg::" + std::string(of.tag.empty() ? of.word : of.tag);
    }

    static declared_type declare_built_in(const std::string& spelling) {
        const auto [name, modifier] = catalog::detail::split_modifier(spelling);
        const std::optional<known_type> known = find_known_type(name);
        if (!known) return opaque(spelling);
        declared_type made = tagged(tag_of(*known));
        if (!known->word.empty()) made.start = "orm::" + std::string(known->word) + "<M";
        if (modifier.empty()) return made;
        const std::string numbers = modifier.substr(1, modifier.size() - 2);
        const bool are_numbers = std::all_of(numbers.begin(), numbers.end(), [](char character) {
            return is_digit(character) || character == ',' || character == '-';
        });
        if (!are_numbers || known->takes == known_type::modifier::none) return opaque(spelling);
        const bool is_length = known->takes == known_type::modifier::length;
        made.modifiers.push_back((is_length ? "orm::length<" : "orm::precision<") + numbers + ">");
        return made;
    }

    declared_type declare_own(const catalog::column_type& type) const {
        const std::string sql_name = qualified_sql(type.schema, type.name);
        if (const enum_names* names = names_.find_enum(type.schema, type.name)) {
            const std::string name = names->is_plain ? type.name : sql_name;
            declared_type made =
                tagged("orm::pg::enumeration<" + names->type + ", " + cpp_literal(name) + ">");
            if (names->is_plain) made.start = "orm::enumeration<M, " + names->type;
            return made;
        }
        const catalog::domain* domain = catalog::find(of_.domains, type.schema, type.name);
        if (domain == nullptr || domain->base.dimensions != 0 || domain->base.is_user_defined())
            return opaque(sql_name);
        const std::string base_name = catalog::detail::split_modifier(domain->base.name).first;
        const std::optional<known_type> base = find_known_type(base_name);
        if (!base) return opaque(sql_name);
        return tagged("orm::pg::domain<" + tag_of(*base) + ", " + cpp_literal(sql_name) + ">");
    }

    const catalog::database& of_;
    const pull_names& names_;
};

}  // namespace orm::kit::detail
