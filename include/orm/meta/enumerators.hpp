// SPDX-License-Identifier: MIT
// The names of a C++ enumeration's values, read from the compiler's spelling of a function.
#pragma once

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>

namespace orm::meta {

/// The values among which enumerators are looked for. Specialise it for enumerations that go beyond.
///
///     template <> struct orm::meta::enumerator_range<status> {
///         static constexpr int first = -1, last = 500;
///     };
///
/// Cost:     compile time grows with the range.
template <class Enum>
struct enumerator_range {
    static constexpr int first = 0;
    static constexpr int last = std::is_same_v<std::underlying_type_t<Enum>, bool> ? 1 : 127;
};

namespace detail {

/// One call spells all candidates: `{ns::color::red, (ns::color)1, ...}`.
template <class Enum, Enum... Candidates>
constexpr std::string_view spelled_candidates() {
    return ORM_FUNCTION_SIGNATURE;
}

template <class Enum, int... Offsets>
constexpr std::string_view spelled_range(std::integer_sequence<int, Offsets...>) {
    constexpr int first = enumerator_range<Enum>::first;
    return spelled_candidates<Enum, static_cast<Enum>(first + Offsets)...>();
}

template <class Enum>
inline constexpr int range_size = enumerator_range<Enum>::last - enumerator_range<Enum>::first + 1;

constexpr bool is_name_character(char character) {
    const auto byte = static_cast<unsigned char>(character);
    return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z') || byte == '_' || byte == '$' || byte >= 0x80;
}

/// Where the list of candidates starts: behind the last opening bracket of its kind. GCC writes
/// `Candidates = {`, clang `Candidates = <`.
constexpr std::size_t list_start(std::string_view spelled) {
    const std::size_t name = spelled.rfind("Candidates = ");
    return name + std::string_view("Candidates = ").size() + 1;
}

/// Where the candidate that starts at position ends: at a comma outside of brackets, or at the end.
constexpr std::size_t candidate_end(std::string_view spelled, std::size_t position) {
    int depth = 0;
    for (; position < spelled.size(); ++position) {
        const char character = spelled[position];
        if (character == '(' || character == '<' || character == '{' || character == '[') ++depth;
        if (character == ')' || character == '>' || character == '}' || character == ']') --depth;
        if (depth < 0 || (depth == 0 && character == ',')) return position;
    }
    return position;
}

/// The name at the end of a candidate; empty for values without an enumerator, spelled `(color)7`.
constexpr std::string_view name_of_candidate(std::string_view candidate) {
    std::size_t start = candidate.size();
    while (start > 0 && is_name_character(candidate[start - 1])) --start;
    const std::string_view name = candidate.substr(start);
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return {};
    return name;
}

}  // namespace detail

/// A value of an enumeration and its name in the source.
template <class Enum>
struct enumerator {
    Enum value{};
    std::string_view name{};
};

/// Enumerators in the order of their values. Owns nothing: the names lie in the program's text.
template <class Enum>
struct enumerator_list {
    enumerator<Enum> items[static_cast<std::size_t>(detail::range_size<Enum>)] = {};
    std::size_t count = 0;

    constexpr const enumerator<Enum>* begin() const { return items; }
    constexpr const enumerator<Enum>* end() const { return items + count; }
    constexpr std::size_t size() const { return count; }
};

namespace detail {

/// Values outside of an unscoped enumeration's range cannot even be formed.
template <class Enum>
inline constexpr bool has_fixed_underlying_type = requires { Enum{0}; };

template <class Enum>
constexpr enumerator_list<Enum> read_enumerators() {
    static_assert(has_fixed_underlying_type<Enum>,
                  "orm: the names of this enumeration (enumerators<...> names it) cannot be read; "
                  "write `enum class`, or give it an underlying type.");
    enumerator_list<Enum> list;
    if constexpr (has_fixed_underlying_type<Enum>) {
        constexpr std::string_view spelled =
            spelled_range<Enum>(std::make_integer_sequence<int, range_size<Enum>>{});
        std::size_t position = list_start(spelled);
        for (int offset = 0; offset < range_size<Enum>; ++offset) {
            const std::size_t end = candidate_end(spelled, position);
            const std::string_view name =
                name_of_candidate(spelled.substr(position, end - position));
            if (!name.empty())
                list.items[list.count++] = {
                    static_cast<Enum>(enumerator_range<Enum>::first + offset), name};
            position = end + 2;
        }
    }
    return list;
}

}  // namespace detail

/// All enumerators of Enum whose values lie in enumerator_range<Enum>.
template <class Enum>
inline constexpr enumerator_list<Enum> enumerators = detail::read_enumerators<Enum>();

}  // namespace orm::meta
