// SPDX-License-Identifier: MIT
// Reads the declaration of a column out of its C++ type.
#pragma once

#include <type_traits>

#include <orm/inspect/schema/ddl_text.hpp>
#include <orm/inspect/schema/declared_column.hpp>
#include <orm/schema/column.hpp>
#include <orm/schema/modifiers.hpp>
#include <orm/types/composite.hpp>
#include <orm/types/domain.hpp>
#include <orm/types/opaque.hpp>
#include <orm/types/range.hpp>

namespace orm::inspect::detail {

/// The SQL type behind arrays and mappings.
template <class Sql>
struct innermost {
    using type = Sql;
};
template <class Sql>
    requires requires { typename Sql::element_type; }
struct innermost<Sql> : innermost<typename Sql::element_type> {};
template <class Sql>
    requires requires { typename Sql::stored_type; }
struct innermost<Sql> : innermost<typename Sql::stored_type> {};

/// Types that somebody created in the database.
template <class Sql>
inline constexpr bool is_user_type = false;
template <class Enum, fixed_string Name, class Casing>
inline constexpr bool is_user_type<pg::enumeration<Enum, Name, Casing>> = true;
template <class Base, fixed_string Name>
inline constexpr bool is_user_type<pg::domain<Base, Name>> = true;
template <class Struct, fixed_string Name, class... Fields>
inline constexpr bool is_user_type<pg::composite<Struct, Name, Fields...>> = true;
template <class Bound, fixed_string Name>
inline constexpr bool is_user_type<pg::range_of<Bound, Name>> = true;

/// An opaque type with a schema was created by somebody, one without by an extension.
template <fixed_string Name>
inline constexpr bool is_user_type<pg::opaque<Name>> =
    Name.view().find("\".\"") != std::string_view::npos;

constexpr declared_sequence sequence_of(const sequence_options& of) {
    return {of.start, of.increment, of.min, of.max, of.cache, of.cycle};
}

constexpr void set_default(declared_column& of, std::string_view expression) {
    of.default_kind = declared_default::expression;
    of.default_text = expression;
}

template <class Sql, auto Value>
std::string default_label() {
    return label_literal<typename innermost<Sql>::type>(Value);
}

template <class Sql, literal Value>
constexpr void set_default(declared_column& of) {
    using value_type = std::remove_cv_t<decltype(Value.value)>;
    if constexpr (std::is_same_v<value_type, bool>) {
        set_default(of, Value.value ? "true" : "false");
    } else if constexpr (std::is_integral_v<value_type>) {
        of.default_kind = declared_default::whole_number;
        of.default_number = static_cast<std::int64_t>(Value.value);
    } else if constexpr (std::is_floating_point_v<value_type>) {
        of.default_kind = declared_default::real_number;
        of.default_real = static_cast<double>(Value.value);
    } else if constexpr (std::is_enum_v<value_type>) {
        of.default_kind = declared_default::label;
        of.default_label = &default_label<Sql, Value.value>;
    } else {
        of.default_kind = declared_default::text;
        of.default_text = Value.value.view();
    }
}

/// What one modifier says about a column of type Sql. Those that only C++ knows say nothing.
template <class Sql, class Modifier>
struct declared_modifier {
    static constexpr void apply(declared_column&) {}
};
template <class Sql, literal Value>
struct declared_modifier<Sql, default_to<Value>> {
    static constexpr void apply(declared_column& of) { set_default<Sql, Value>(of); }
};
template <class Sql>
struct declared_modifier<Sql, default_now> {
    static constexpr void apply(declared_column& of) { set_default(of, "now()"); }
};
template <class Sql>
struct declared_modifier<Sql, default_random> {
    static constexpr void apply(declared_column& of) { set_default(of, "gen_random_uuid()"); }
};
template <class Sql, fixed_string Text>
struct declared_modifier<Sql, default_sql<Text>> {
    static constexpr void apply(declared_column& of) {
        set_default(of, default_sql<Text>::sql.view());
    }
};
template <class Sql, fixed_string Text>
struct declared_modifier<Sql, generated_as<Text>> {
    static constexpr void apply(declared_column& of) {
        of.is_generated = true;
        of.generated = generated_as<Text>::sql.view();
    }
};
template <class Sql, sequence_options Options>
struct declared_modifier<Sql, identity_always<Options>> {
    static constexpr void apply(declared_column& of) {
        of.identity = declared_identity::always;
        of.sequence = sequence_of(Options);
    }
};
template <class Sql, sequence_options Options>
struct declared_modifier<Sql, identity_by_default<Options>> {
    static constexpr void apply(declared_column& of) {
        of.identity = declared_identity::by_default;
        of.sequence = sequence_of(Options);
    }
};
template <class Sql, std::uint32_t Count>
struct declared_modifier<Sql, length<Count>> {
    static constexpr void apply(declared_column& of) { of.length = Count; }
};
template <class Sql, int Digits, int Scale>
struct declared_modifier<Sql, precision<Digits, Scale>> {
    static constexpr void apply(declared_column& of) {
        of.digits = Digits;
        of.has_scale = precision<Digits, Scale>::has_scale;
        of.scale = Scale;
    }
};
template <class Sql, fixed_string Name>
struct declared_modifier<Sql, collate<Name>> {
    static constexpr void apply(declared_column& of) { of.collation = collate<Name>::name.view(); }
};

template <class Sql, fixed_string Text>
struct declared_modifier<Sql, collate_sql<Text>> {
    static constexpr void apply(declared_column& of) {
        of.collation_sql = collate_sql<Text>::sql.view();
    }
};
template <class Sql, fixed_string Text>
struct declared_modifier<Sql, generated_on_read_as<Text>> {
    static constexpr void apply(declared_column& of) {
        of.is_generated = of.is_computed_on_read = true;
        of.generated = generated_on_read_as<Text>::sql.view();
    }
};
template <class Sql, fixed_string Text>
struct declared_modifier<Sql, comment<Text>> {
    static constexpr void apply(declared_column& of) { of.comment = comment<Text>::text.view(); }
};
template <class Sql, int Count>
struct declared_modifier<Sql, dimensions<Count>> {
    static constexpr void apply(declared_column& of) { of.dimensions = Count; }
};

template <class Column>
struct declaration;

template <class Model, class Sql, class... Modifiers>
struct declaration<typed_column<Model, Sql, Modifiers...>> {
    using column = typed_column<Model, Sql, Modifiers...>;
    using inner = typename innermost<typename column::sql_type>::type;

    static constexpr declared_column value = [] {
        declared_column of;
        of.type_name = column::sql_type::name;
        if constexpr (orm::detail::is_serial<Sql>) of.type_name = Sql::name;
        of.is_user_type = is_user_type<inner>;
        of.is_nullable = column::is_nullable;
        of.is_primary_key = column::is_primary_key;
        of.is_unique = column::is_unique;
        (declared_modifier<typename column::sql_type, Modifiers>::apply(of), ...);
        return of;
    }();
};

}  // namespace orm::inspect::detail
