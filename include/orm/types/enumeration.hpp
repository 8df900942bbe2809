// SPDX-License-Identifier: MIT
// PostgreSQL enums as C++ enumerations; labels by reflection or by table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <orm/core/fixed_string.hpp>
#include <orm/meta/enumerators.hpp>
#include <orm/types/codec.hpp>
#include <orm/types/text.hpp>

namespace orm {

/// The labels of an enumeration, when they are not the enumerators' names. Specialise it:
///
///     template <> struct orm::labels_of<mood> {
///         static constexpr orm::label<mood> list[] = {{mood::so_so, "so-so"}, {mood::fine, "fine"}};
///     };
template <class Enum>
struct labels_of;

template <class Enum>
struct label {
    Enum value;
    std::string_view text;
};

/// Labels are written like the enumerators.
struct as_written {
    static constexpr std::string_view apply(std::string_view name) { return name; }
};

namespace detail {

template <class Enum> concept has_label_table = requires { labels_of<Enum>::list; };

/// Calls visit(value, label) for every label in order, until visit answers true.
template <class Enum, class Casing, class Visit>
bool visit_labels(Visit visit) {
    if constexpr (has_label_table<Enum>) {
        for (const label<Enum>& entry : labels_of<Enum>::list)
            if (visit(entry.value, entry.text)) return true;
    } else {
        for (const auto& entry : meta::enumerators<Enum>)
            if (visit(entry.value, std::string_view(Casing::apply(entry.name)))) return true;
    }
    return false;
}

template <class = void>
ORM_COLD [[noreturn]] void throw_unknown_label(const char* type_name, std::string_view text) {
    throw invalid_value(std::string("the enum ") + type_name +
                        " has no C++ enumerator for the label '" + std::string(text.substr(0, 64)) +
                        "'");
}

template <class = void>
ORM_COLD [[noreturn]] void throw_unnamed_enumerator(const char* type_name, long long value) {
    throw invalid_value("the value " + std::to_string(value) + " has no label in the enum " +
                        type_name);
}

}  // namespace detail

namespace pg {

/// A C++ `enum class` stored as the PostgreSQL enum `Name`, written as in SQL.
///
///     enum class mood { sad, ok, happy };
///     using mood_type = orm::pg::enumeration<mood, "mood">;  // create type mood as enum (...)
///
/// Source:   PostgreSQL manual, "Enumerated Types".
template <class Enum, fixed_string Name, class Casing = as_written>
struct enumeration {
    using value_type = Enum;
    using family = pg::family::only<enumeration>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = Name.text;
    static constexpr bool accepts(std::uint32_t) { return false; }
};

/// A C++ `enum class` stored as its label in a text column.
template <class Enum, class Casing = as_written>
struct text_enumeration {
    using value_type = Enum;
    using family = pg::family::string;
    static constexpr std::uint32_t oid = 25;
    static constexpr std::uint32_t array_oid = 1009;
    static constexpr const char* name = "text";
    static constexpr bool accepts(std::uint32_t other) { return text::accepts(other); }
};

}  // namespace pg

namespace detail {

template <class Sql, class Casing>
struct enumeration_codec {
    using value_type = value_t<Sql>;

    static value_type decode(byte_view bytes) {
        value_type found{};
        const bool is_known =
            visit_labels<value_type, Casing>([&](value_type value, std::string_view text) {
                found = value;
                return text == bytes.text();
            });
        if (!is_known) [[unlikely]]
            throw_unknown_label(Sql::name, bytes.text());
        return found;
    }

    static void encode(encoder& out, const value_type& value) {
        const bool is_known =
            visit_labels<value_type, Casing>([&](value_type other, std::string_view text) {
                if (other == value) out.bytes({text.data(), text.size()});
                return other == value;
            });
        if (!is_known) [[unlikely]]
            throw_unnamed_enumerator(Sql::name, static_cast<long long>(value));
    }
};

}  // namespace detail

template <class Enum, fixed_string Name, class Casing>
struct codec<pg::enumeration<Enum, Name, Casing>>
    : detail::enumeration_codec<pg::enumeration<Enum, Name, Casing>, Casing> {};

template <class Enum, class Casing>
struct codec<pg::text_enumeration<Enum, Casing>>
    : detail::enumeration_codec<pg::text_enumeration<Enum, Casing>, Casing> {};

}  // namespace orm
