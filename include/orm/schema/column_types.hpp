// SPDX-License-Identifier: MIT
// The words that declare columns: text, integer, boolean, timestamptz, ...
#pragma once

#include <orm/meta/type_name.hpp>
#include <orm/schema/casing.hpp>
#include <orm/schema/column.hpp>
#include <orm/types/common.hpp>

namespace orm {

// Each takes the model of the table and the column's modifiers: `orm::text<M, orm::unique> email;`.

template <class Model, class... Modifiers>
using smallint = typename Model::template field<pg::int2, Modifiers...>;
template <class Model, class... Modifiers>
using integer = typename Model::template field<pg::int4, Modifiers...>;
template <class Model, class... Modifiers>
using bigint = typename Model::template field<pg::int8, Modifiers...>;
template <class Model, class... Modifiers>
using smallserial = typename Model::template field<pg::smallserial, Modifiers...>;
template <class Model, class... Modifiers>
using serial = typename Model::template field<pg::serial, Modifiers...>;
template <class Model, class... Modifiers>
using bigserial = typename Model::template field<pg::bigserial, Modifiers...>;
template <class Model, class... Modifiers>
using boolean = typename Model::template field<pg::boolean, Modifiers...>;
template <class Model, class... Modifiers>
using real = typename Model::template field<pg::float4, Modifiers...>;
template <class Model, class... Modifiers>
using double_precision = typename Model::template field<pg::float8, Modifiers...>;
template <class Model, class... Modifiers>
using text = typename Model::template field<pg::text, Modifiers...>;
template <class Model, class... Modifiers>
using varchar = typename Model::template field<pg::varchar, Modifiers...>;
template <class Model, class... Modifiers>
using character = typename Model::template field<pg::bpchar, Modifiers...>;
template <class Model, class... Modifiers>
using timestamp = typename Model::template field<pg::timestamp, Modifiers...>;
template <class Model, class... Modifiers>
using timestamptz = typename Model::template field<pg::timestamptz, Modifiers...>;

template <class Model, class... Modifiers>
using numeric = typename Model::template field<pg::numeric, Modifiers...>;
template <class Model, class... Modifiers>
using date = typename Model::template field<pg::date, Modifiers...>;
template <class Model, class... Modifiers>
using time = typename Model::template field<pg::time, Modifiers...>;
template <class Model, class... Modifiers>
using timetz = typename Model::template field<pg::timetz, Modifiers...>;
template <class Model, class... Modifiers>
using interval = typename Model::template field<pg::interval, Modifiers...>;
template <class Model, class... Modifiers>
using uuid = typename Model::template field<pg::uuid, Modifiers...>;
template <class Model, class... Modifiers>
using json = typename Model::template field<pg::json, Modifiers...>;
template <class Model, class... Modifiers>
using jsonb = typename Model::template field<pg::jsonb, Modifiers...>;
template <class Model, class... Modifiers>
using bytea = typename Model::template field<pg::bytea, Modifiers...>;

/// A column of a C++ type of the user's, by orm::mapping<Value>, or of a value type of the library.
template <class Model, class Value, class... Modifiers>
using column = typename Model::template field<sql_type_for_t<Value>, Modifiers...>;

namespace detail {

/// `user_role` for `enum class UserRole`.
template <class Enum>
constexpr auto enum_type_name() {
    constexpr name_buffer name = snake_case::apply(meta::type_name<Enum>());
    static_assert(name.is_usable(), "orm: the name of this enum is longer than 63 bytes.");
    fixed_string<name.size()> text;
    for (std::size_t i = 0; i < name.size(); ++i) text.text[i] = name.view()[i];
    return text;
}

template <class Element>
struct array_of {
    using type = pg::array<Element>;
};

}  // namespace detail

/// A column of the PostgreSQL enum that has the name of the C++ enum in snake_case, and its labels.
template <class Model, class Enum, class... Modifiers>
using enumeration =
    typename Model::template field<pg::enumeration<Enum, detail::enum_type_name<Enum>()>,
                                   Modifiers...>;

}  // namespace orm
