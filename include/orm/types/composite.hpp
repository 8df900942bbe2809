// SPDX-License-Identifier: MIT
// Composite types as plain C++ structs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include <orm/core/fixed_string.hpp>
#include <orm/meta/aggregate.hpp>
#include <orm/types/array_header.hpp>
#include <orm/types/codec.hpp>

namespace orm {

namespace detail {

/// The value in a field of a struct, with or without std::optional around it.
template <class Field>
struct composite_field {
    using value_type = Field;
    static constexpr bool is_nullable = false;
};

template <class Value>
struct composite_field<std::optional<Value>> {
    using value_type = Value;
    static constexpr bool is_nullable = true;
};

/// Stands for "as the C++ type says".
struct natural_type {};

template <class Type>
struct field_tag {};

template <class Field, class Sql>
struct composite_field_type {
    using type = Sql;
};
template <class Field>
struct composite_field_type<Field, natural_type> {
    using type = sql_type_for_t<typename composite_field<Field>::value_type>;
};

}  // namespace detail

namespace pg {

/// A PostgreSQL composite type `Name`, written as in SQL, as a plain struct. Fields follow each other
/// as in the type; those that may be NULL are std::optional.
///
///     struct money_amount { orm::decimal amount; std::string currency; };
///     using amount_type = orm::pg::composite<money_amount, "money_amount">;
///
/// The fields' SQL types follow from their C++ types; orm::mapping<T> adds more. A type whose fields
/// are others, varchar for std::string, lists them all: `composite<point3, "point3", pg::float4, ...>`.
///
/// Source:   PostgreSQL manual, "Composite Types".
template <class Struct, fixed_string Name, class... FieldTypes>
struct composite {
    using value_type = Struct;
    using family = pg::family::only<composite>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = Name.text;
    static constexpr bool accepts(std::uint32_t) { return false; }
};

}  // namespace pg

namespace detail {

ORM_COLD [[noreturn]] inline void throw_wrong_field_count(const char* type_name,
                                                          std::size_t expected, std::size_t found) {
    throw invalid_value(std::string("a value of type ") + type_name + " has " +
                        std::to_string(found) + " fields; its C++ struct has " +
                        std::to_string(expected));
}

ORM_COLD [[noreturn]] inline void throw_wrong_field_type(const char* type_name,
                                                         std::string_view field,
                                                         const char* expected, std::uint32_t oid) {
    throw invalid_value(std::string("field ") + std::string(field) + " of " + type_name +
                        " arrived with type oid " + std::to_string(oid) + " instead of " +
                        expected);
}

ORM_COLD [[noreturn]] inline void throw_null_field(const char* type_name, std::string_view field) {
    throw unexpected_null(std::string("field ") + std::string(field) + " of " + type_name +
                          " is NULL; make it std::optional");
}

template <class Given, class Field>
void read_composite_field(byte_cursor& cursor, Field& field, const char* type_name,
                          std::string_view field_name) {
    using sql = typename composite_field_type<Field, Given>::type;
    const auto oid = cursor.read<std::uint32_t>();
    if (!accepts_nested<sql>(oid)) throw_wrong_field_type(type_name, field_name, sql::name, oid);
    const nested_value value = read_nested(cursor);
    if (!value.is_null) field = codec<sql>::decode(value.bytes);
    else if constexpr (composite_field<Field>::is_nullable) field.reset();
    else throw_null_field(type_name, field_name);
}

template <class Given, class Field>
void write_composite_field(encoder& out, const Field& field) {
    using sql = typename composite_field_type<Field, Given>::type;
    out.integer(nested_oid<sql>(out));
    const auto write = [&](const value_t<sql>& value) {
        const std::size_t start = out.begin_value();
        codec<sql>::encode(out, value);
        out.end_value(start);
    };
    if constexpr (composite_field<Field>::is_nullable) {
        if (field) write(*field);
        else out.null_value();
    } else {
        write(field);
    }
}

}  // namespace detail

template <class Struct, fixed_string Name, class... FieldTypes>
struct codec<pg::composite<Struct, Name, FieldTypes...>> {
    static Struct decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        constexpr std::size_t expected = meta::field_count<Struct>;
        const auto count = cursor.read<std::uint32_t>();
        if (count != expected) detail::throw_wrong_field_count(Name.text, expected, count);
        Struct value{};
        const std::string_view* name = meta::field_names<Struct>::list;
        visit(value, [&]<class Given>(detail::field_tag<Given>, auto& field) {
            detail::read_composite_field<Given>(cursor, field, Name.text, *name++);
        });
        detail::require_end(cursor, Name.text);
        return value;
    }

    static void encode(encoder& out, const Struct& value) {
        out.integer(static_cast<std::uint32_t>(meta::field_count<Struct>));
        visit(value, [&]<class Given>(detail::field_tag<Given>, const auto& field) {
            detail::write_composite_field<Given>(out, field);
        });
    }

private:
    template <class Object, class Each>
    static void visit(Object& object, Each each) {
        meta::visit_fields(object, [&](auto&... fields) {
            if constexpr (sizeof...(FieldTypes) == 0) {
                (each(detail::field_tag<detail::natural_type>{}, fields), ...);
            } else {
                static_assert(
                    sizeof...(FieldTypes) == sizeof...(fields),
                    "orm: pg::composite lists the SQL types of some fields only; list all "
                    "of them, or none");
                (each(detail::field_tag<FieldTypes>{}, fields), ...);
            }
        });
    }
};

}  // namespace orm
