// SPDX-License-Identifier: MIT
// Functions and aggregates of your own, in one line each.
#pragma once

#include <cstddef>
#include <string_view>

#include <orm/expr/call.hpp>
#include <orm/expr/functions/aggregates.hpp>

namespace orm {

namespace detail {

constexpr bool is_plain_name(std::string_view name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    for (const char each : name)
        if (!((each >= 'a' && each <= 'z') || (each >= '0' && each <= '9') || each == '_'))
            return false;
    return true;
}

/// What a name needs in SQL: itself, or quotes around it and around its quotes.
constexpr std::size_t written_size(std::string_view name) {
    if (is_plain_name(name)) return name.size();
    std::size_t size = name.size() + 2;
    for (const char each : name) size += each == '"' ? 1 : 0;
    return size;
}

constexpr char* write_name(char* out, std::string_view name) {
    const bool is_quoted = !is_plain_name(name);
    if (is_quoted) *out++ = '"';
    for (const char each : name) {
        if (each == '"') *out++ = '"';
        *out++ = each;
    }
    if (is_quoted) *out++ = '"';
    return out;
}

/// As find(), which compares addresses: with -fsanitize=undefined that is no constant expression of g++.
constexpr std::size_t place_of(char wanted, std::string_view text) {
    for (std::size_t i = 0; i < text.size(); ++i)
        if (text[i] == wanted) return i;
    return std::string_view::npos;
}

/// `schema.name(`: the part before the dot is the schema.
template <fixed_string Name>
constexpr auto function_opening() {
    constexpr std::string_view whole = Name.view();
    constexpr auto dot = place_of('.', whole);
    constexpr bool has_schema = dot != std::string_view::npos;
    constexpr std::string_view schema = has_schema ? whole.substr(0, dot) : std::string_view{};
    constexpr std::string_view name = has_schema ? whole.substr(dot + 1) : whole;
    static_assert(!name.empty() && (!has_schema || !schema.empty()) &&
                      place_of('.', name) == std::string_view::npos &&
                      place_of('\0', whole) == std::string_view::npos,
                  "orm: a function is named \"name\" or \"schema.name\".");
    fixed_string<written_size(name) + (has_schema ? written_size(schema) + 1 : 0) + 1> text;
    char* out = text.text;
    if constexpr (has_schema) {
        out = write_name(out, schema);
        *out++ = '.';
    }
    out = write_name(out, name);
    *out = '(';
    return text;
}

}  // namespace detail

/// A function of the database. Made by orm::function.
template <class Signature, gives_null Nulls>
struct sql_function {
    const char* opening;

    template <class... Arguments>
    constexpr auto operator()(const Arguments&... arguments) const {
        static_cast<void>(detail::call_rule<type_list<Arguments...>, Signature, Nulls>{});
        return detail::call<Signature, Nulls>(opening, ", ", arguments...);
    }
};

/// An aggregate of the database. Made by orm::aggregate_function.
template <class Signature>
struct sql_aggregate {
    const char* opening;

    template <class... Arguments>
    constexpr auto operator()(const Arguments&... arguments) const {
        static_cast<void>(detail::call_rule<type_list<Arguments...>, Signature>{});
        return detail::as_aggregate(detail::call<Signature>(opening, ", ", arguments...));
    }
};

/// Declares a function that the library does not know:
///
///     inline constexpr auto similarity =
///         orm::function<"similarity", orm::pg::float4(orm::pg::text, orm::pg::text)>;
///     db.select(users.name).from(users).where(similarity(users.name, "Ann") > 0.3f)
///
/// Takes:    the name, `"schema.name"` to leave nothing to search_path; the signature, of SQL types and
///           of orm::kind; when it gives NULL (strict: when an argument is NULL).
/// Source:   PostgreSQL manual, "Function Calls".
template <fixed_string Name, class Signature, gives_null Nulls = gives_null::strict>
inline constexpr sql_function<Signature, Nulls> function{
    detail::stored_text<detail::function_opening<Name>()>.text};

/// Declares an aggregate; its result has filter(), order_by(), distinct() and over():
///
///     inline constexpr auto first = orm::aggregate_function<"first", orm::kind::same(orm::kind::any)>;
template <fixed_string Name, class Signature>
inline constexpr sql_aggregate<Signature> aggregate_function{
    detail::stored_text<detail::function_opening<Name>()>.text};

}  // namespace orm
