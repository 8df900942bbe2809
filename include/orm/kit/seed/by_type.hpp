// SPDX-License-Identifier: MIT
// Chooses invented values for a column by its type, its name and its limits.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/kit/seed/by_name.hpp>
#include <orm/kit/seed/fakes.hpp>
#include <orm/kit/seed/limits.hpp>

namespace orm::kit::seeding {

/// What is known of a column's values. Without a maker the column is left to its default or NULL.
struct chosen_values {
    std::optional<fake::any_maker> maker;
    bool is_text = false;             ///< cut, padded and made unique as text
    std::vector<std::string> finite;  ///< all values that there are, when they are few
};

namespace detail {

using fake::append_number;
using fake::place;

/// A range within the limits and within what the type holds.
inline number_range range_of(std::string_view column, const limits& allowed,
                             std::int64_t greatest) {
    number_range range = range_by_name(column);
    range.last = std::min(range.last, greatest);
    const std::int64_t width = range.last - range.first;
    if (allowed.least && (*allowed.least > range.first || range.first > range.last)) {
        range.first = *allowed.least;
        range.last = std::max(range.last, range.first + width);
    }
    if (allowed.greatest) {
        range.last = std::min(range.last, *allowed.greatest);
        if (!allowed.least) range.first = std::min(range.first, range.last);
    }
    if (allowed.least && allowed.greatest) range.last = std::min(range.last, *allowed.greatest);
    return range;
}

inline std::int64_t draw(const number_range& range, std::int64_t scale, place& at) {
    const std::int64_t first = range.first * scale;
    const std::int64_t last = range.last * scale;
    if (range.form == number_range::shape::bell) return at.random.bell(first, last);
    if (range.form == number_range::shape::skewed) return at.random.skewed(first, last);
    return at.random.between(first, last);
}

inline fake::any_maker whole_numbers(std::string_view column, const limits& allowed,
                                     std::int64_t greatest) {
    const number_range range = range_of(column, allowed, greatest);
    return {[range](std::string& out, place& at) { append_number(out, draw(range, 1, at)); }};
}

inline fake::any_maker fractions(std::string_view column, const limits& allowed,
                                 std::int64_t greatest, int digits) {
    const number_range range = range_of(column, allowed, greatest);
    std::int64_t scale = 1;
    for (int digit = 0; digit < digits; ++digit) scale *= 10;
    return {[=](std::string& out, place& at) {
        fake::detail::append_decimal(out, draw(range, scale, at), digits);
    }};
}

/// `numeric(10,2)` holds eight digits before the point and two behind it.
inline fake::any_maker numerics(const std::string& type, std::string_view column,
                                const limits& allowed) {
    int before = 12;
    int behind = name_words(column).has(" latitude lat longitude lng lon ") ? 6 : 2;
    if (const std::size_t open = type.find('('); open != std::string::npos) {
        const std::size_t comma = type.find(',');
        const int precision = std::atoi(type.c_str() + open + 1);
        behind = comma == std::string::npos ? 0 : std::atoi(type.c_str() + comma + 1);
        before = std::max(0, std::min(12, precision - behind));
        behind = std::max(0, std::min(behind, 6));
    }
    std::int64_t greatest = 1;
    for (int digit = 0; digit < before; ++digit) greatest *= 10;
    return fractions(column, allowed, greatest - 1, behind);
}

inline void time_of_day(std::string& out, place& at) {
    fake::moments::append_time(
        out, static_cast<std::int64_t>(at.is_unique ? at.row % 86'400 : at.random.below(86'400)));
}

inline void json_object(std::string& out, place& at) {
    out += "{\"name\": \"";
    fake::texts::title(out, at);
    out += "\", \"count\": ";
    append_number(out, at.random.between(0, 100));
    out += at.random.happens(500) ? ", \"active\": true}" : ", \"active\": false}";
}

inline void point(std::string& out, place& at) {
    out += '(';
    append_number(out, at.random.between(-179, 179));
    out += ',';
    append_number(out, at.random.between(-89, 89));
    out += ')';
}

inline void mac_address(std::string& out, place& at, int bytes) {
    for (int byte = 0; byte < bytes; ++byte) {
        if (byte != 0) out += ':';
        fake::texts::hex(out, at, 2);
    }
}

/// `[3,17)`: canonical, so that nothing changes on the way.
inline void whole_range(std::string& out, place& at) {
    const std::int64_t first = at.random.between(0, 100);
    out += '[';
    append_number(out, first);
    out += ',';
    append_number(out, first + at.random.between(1, 100));
    out += ')';
}

inline void moment_range(std::string& out, place& at, bool is_date) {
    const std::int64_t first = at.random.between(19'723, 20'400);
    const std::int64_t last = first + at.random.between(1, 30);
    out += '[';
    fake::moments::append_date(out, first);
    out += is_date ? "," : " 00:00:00+00,";
    fake::moments::append_date(out, last);
    out += is_date ? ")" : " 00:00:00+00)";
}

inline fake::any_maker bits(std::size_t count) {
    return {[count](std::string& out, place& at) {
        for (std::size_t bit = 0; bit < count; ++bit) out += at.random.happens(500) ? '1' : '0';
    }};
}

inline fake::any_maker vectors(std::size_t count) {
    return {[count](std::string& out, place& at) {
        out += '[';
        for (std::size_t element = 0; element < count; ++element) {
            if (element != 0) out += ',';
            fake::detail::append_decimal(out, at.random.between(-1000, 1000), 3);
        }
        out += ']';
    }};
}

/// Types of which there is little to say.
inline std::optional<fake::any_maker> rare_type(const std::string& type) {
    using namespace fake::texts;  // NOLINT(google-build-using-namespace)
    using writer = void (*)(std::string&, place&);
    static constexpr std::pair<std::string_view, writer> known[] = {
        {"uuid", fake::texts::uuid},
        {"json", json_object},
        {"jsonb", json_object},
        {"inet", ip_address},
        {"point", point},
        {"time", time_of_day},
        {"cidr", [](std::string& out, place& at) { ip_address(out, at), out += "/32"; }},
        {"macaddr", [](std::string& out, place& at) { mac_address(out, at, 6); }},
        {"macaddr8", [](std::string& out, place& at) { mac_address(out, at, 8); }},
        {"bytea", [](std::string& out, place& at) { out += "\\x", hex(out, at, 32); }},
        {"time with time zone",
         [](std::string& out, place& at) { time_of_day(out, at), out += "+00"; }},
        {"interval",
         [](std::string& out, place& at) {
             append_number(out, at.random.between(1, 72)), out += " hours";
         }},
        {"tsvector", few_words},
        {"tsquery", word},
        {"xml", [](std::string& out,
                   place& at) { out += "<note>", few_words(out, at), out += "</note>"; }},
        {"ltree", [](std::string& out, place& at) { word(out, at), out += '.', word(out, at); }},
        {"hstore", [](std::string& out, place& at) { word(out, at), out += "=>", word(out, at); }},
        {"int4range", whole_range},
        {"int8range", whole_range},
        {"numrange", whole_range},
        {"daterange", [](std::string& out, place& at) { moment_range(out, at, true); }},
        {"tsrange", [](std::string& out, place& at) { moment_range(out, at, false); }},
        {"tstzrange", [](std::string& out, place& at) { moment_range(out, at, false); }},
        {"\"char\"",
         [](std::string& out, place& at) { out += static_cast<char>('a' + at.random.below(26)); }},
        {"money",
         [](std::string& out, place& at) {
             fake::detail::append_decimal(out, at.random.between(0, 99'999), 2);
         }},
        {"oid",
         [](std::string& out, place& at) { append_number(out, at.random.between(1, 9'999)); }},
    };
    const bool is_distinct = type == "uuid" || type == "bytea" || type.rfind("macaddr", 0) == 0 ||
                             type == "inet" || type == "cidr" || type.rfind("time", 0) == 0;
    for (const auto& [name, write] : known)
        if (name == type) return fake::any_maker{write, is_distinct};
    return std::nullopt;
}

}  // namespace detail

/// Chooses for the columns of one catalog.
class value_chooser {
public:
    explicit value_chooser(const catalog::database& of) : of_(of) {}

    chosen_values choose(const catalog::table& table, const catalog::column& column,
                         const limits& allowed) const {
        if (!allowed.choices.empty()) return finite(without_refused(allowed), column);
        if (column.type.dimensions == 0) return choose_scalar(table, column, column.type, allowed);
        catalog::column_type element = column.type;
        element.dimensions = 0;
        chosen_values of_element = choose_scalar(table, column, element, allowed);
        if (!of_element.maker) return {};
        return {arrays(*of_element.maker), false, {}};
    }

private:
    static std::vector<std::string> without_refused(const limits& allowed) {
        std::vector<std::string> values;
        for (const std::string& value : allowed.choices)
            if (std::find(allowed.refused.begin(), allowed.refused.end(), value) ==
                allowed.refused.end())
                values.push_back(value);
        return values;
    }

    /// Few values: the default comes in more than half of the rows.
    static chosen_values finite(std::vector<std::string> values, const catalog::column& column) {
        std::vector<fake::weighted_value> weighted;
        for (const std::string& value : values) {
            const std::string& by_default = column.default_expression.value_or("");
            const bool is_default = by_default == value || by_default == "'" + value + "'";
            weighted.push_back({value, is_default ? values.size() + 1 : 1});
        }
        return {fake::weighted(std::move(weighted)), false, std::move(values)};
    }

    chosen_values choose_scalar(const catalog::table& table, const catalog::column& column,
                                const catalog::column_type& type, const limits& allowed) const {
        if (const auto* own = catalog::find(of_.enums, type.schema, type.name))
            return own->values.empty() ? chosen_values{} : finite(own->values, column);
        if (const auto* own = catalog::find(of_.domains, type.schema, type.name)) {
            if (own->base.dimensions != 0) return {};
            return choose_scalar(table, column, own->base, allowed);
        }
        if (type.is_user_defined()) return {};
        const std::string name = catalog::without_serial(type).name;
        const std::string plain = catalog::detail::split_modifier(name).first;
        if (is_text(plain)) return choose_text(table, column, allowed);
        return {choose_plain(column, name, plain, allowed), false,
                plain == "boolean" ? std::vector<std::string>{"true", "false"}
                                   : std::vector<std::string>{}};
    }

    static bool is_text(const std::string& type) {
        return type == "text" || type == "varchar" || type == "char" || type == "citext" ||
               type == "name";
    }

    static chosen_values choose_text(const catalog::table& table, const catalog::column& column,
                                     const limits& allowed) {
        std::optional<fake::any_maker> maker = text_by_name(column.name, table.name);
        // A default that no word explains is one of a few words that only the program knows.
        if (!maker && column.default_expression && column.type.dimensions == 0) return {};
        if (allowed.max_characters > 0 && allowed.max_characters <= 3)
            maker = detail::text_of(fake::texts::country_code);
        if (!maker) maker = detail::text_of(fake::texts::few_words);
        return {std::move(maker), true, {}};
    }

    static std::optional<fake::any_maker> choose_plain(const catalog::column& column,
                                                       const std::string& name,
                                                       const std::string& plain,
                                                       const limits& allowed) {
        if (plain == "smallint") return detail::whole_numbers(column.name, allowed, 32'767);
        if (plain == "integer" || plain == "bigint")
            return detail::whole_numbers(column.name, allowed, 2'147'483'647);
        if (plain == "numeric") return detail::numerics(name, column.name, allowed);
        if (plain == "real" || plain == "double precision")
            return detail::numerics("numeric", column.name, allowed);
        if (plain == "boolean") return booleans(column);
        const day_range days = days_by_name(column.name);
        if (plain == "date") return dates(days);
        if (plain.rfind("timestamp", 0) == 0)
            return fake::any_maker{fake::moments::between(days.first, days.last), true};
        if (plain == "bit") return detail::bits(std::max<std::size_t>(1, length_of(name)));
        if (plain == "bit varying") return detail::bits(std::min<std::size_t>(length_of(name), 8));
        if (plain == "vector" || plain == "halfvec")
            return detail::vectors(std::max<std::size_t>(3, length_of(name)));
        return detail::rare_type(plain);
    }

    static fake::any_maker dates(const day_range& days) {
        const std::int64_t from = fake::moments::seconds_of(days.first) / 86'400;
        const std::int64_t to = fake::moments::seconds_of(days.last) / 86'400;
        return {[=](std::string& out, fake::place& at) {
                    const auto row = static_cast<std::int64_t>(at.row);
                    fake::moments::append_date(
                        out, at.is_unique ? from + row : at.random.between(from, to));
                },
                true};
    }

    /// Four of five rows have the default.
    static fake::any_maker booleans(const catalog::column& column) {
        const std::uint64_t share = column.default_expression == "false"  ? 200
                                    : column.default_expression == "true" ? 800
                                                                          : 500;
        return {[share](std::string& out, fake::place& at) {
            out += at.random.happens(share) ? "true" : "false";
        }};
    }

    /// Up to three elements, each in quotes.
    static fake::any_maker arrays(const fake::any_maker& element) {
        return {[write = element.write](std::string& out, fake::place& at) {
            const std::uint64_t count = at.random.below(4);
            out += '{';
            std::string value;
            for (std::uint64_t number = 0; number < count; ++number) {
                value.clear();
                write(value, at);
                out += number == 0 ? "\"" : ",\"";
                for (const char character : value) {
                    if (character == '"' || character == '\\') out += '\\';
                    out += character;
                }
                out += '"';
            }
            out += '}';
        }};
    }

    const catalog::database& of_;
};

}  // namespace orm::kit::seeding
