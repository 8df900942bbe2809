// SPDX-License-Identifier: MIT
// Makers of invented values, for refinements and for the choice by a column's name.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/kit/seed/maker.hpp>
#include <orm/kit/seed/moments.hpp>
#include <orm/kit/seed/texts.hpp>

namespace orm::fake {

using text_maker = maker<kind::text>;
using number_maker = maker<kind::number>;
using moment_maker = maker<kind::moment>;

/// Whole numbers from first to last, all equally often.
inline number_maker integers(std::int64_t first, std::int64_t last) {
    return {
        [=](std::string& out, place& at) { append_number(out, at.random.between(first, last)); }};
}

/// Whole numbers about the middle of first to last.
inline number_maker bell(std::int64_t first, std::int64_t last) {
    return {[=](std::string& out, place& at) { append_number(out, at.random.bell(first, last)); }};
}

/// Whole numbers, small ones often.
inline number_maker skewed(std::int64_t first, std::int64_t last) {
    return {
        [=](std::string& out, place& at) { append_number(out, at.random.skewed(first, last)); }};
}

namespace detail {

inline void append_decimal(std::string& out, std::int64_t units, int digits) {
    std::uint64_t scale = 1;
    for (int digit = 0; digit < digits; ++digit) scale *= 10;
    const std::uint64_t size =
        units < 0 ? 0 - static_cast<std::uint64_t>(units) : static_cast<std::uint64_t>(units);
    if (units < 0) out += '-';
    append_number(out, static_cast<std::int64_t>(size / scale));
    if (digits == 0) return;
    out += '.';
    append_padded(out, size % scale, digits);
}

}  // namespace detail

/// Numbers with a fraction: `decimals(0, 100, 2)` is 0.00 to 100.00.
inline number_maker decimals(std::int64_t first, std::int64_t last, int digits) {
    std::int64_t scale = 1;
    for (int digit = 0; digit < digits; ++digit) scale *= 10;
    return {[=](std::string& out, place& at) {
        detail::append_decimal(out, at.random.between(first * scale, last * scale), digits);
    }};
}

/// first, first + 1, ... by row.
inline number_maker counting(std::int64_t first) {
    return {[=](std::string& out, place& at) {
                append_number(out, first + static_cast<std::int64_t>(at.row));
            },
            true};
}

/// Always the same, as PostgreSQL reads it: `constant("{1,2}")`.
inline any_maker constant(std::string value) {
    return {[value = std::move(value)](std::string& out, place&) { out += value; }};
}

/// Always NULL.
inline any_maker nulls() {
    return any_maker{[](std::string&, place&) {}}.with_nulls(1);
}

/// One of these, all equally often.
inline any_maker one_of(std::vector<std::string> values) {
    return {[values = std::move(values)](std::string& out, place& at) {
        if (!values.empty()) out += values[at.random.below(values.size())];
    }};
}

/// A value and how often it comes.
struct weighted_value {
    std::string value;
    std::uint64_t weight;
};

/// `weighted({{"free", 8}, {"pro", 2}})`: eight of ten are free.
inline any_maker weighted(std::vector<weighted_value> values) {
    std::uint64_t sum = 0;
    for (const weighted_value& each : values) sum += each.weight;
    return {[values = std::move(values), sum](std::string& out, place& at) {
        std::uint64_t drawn = at.random.below(sum);
        for (const weighted_value& each : values) {
            if (drawn < each.weight) {
                out += each.value;
                return;
            }
            drawn -= each.weight;
        }
    }};
}

/// `#` is a digit, `?` a small letter: `pattern("ORD-####-??")`.
inline text_maker pattern(std::string form) {
    return {[form = std::move(form)](std::string& out, place& at) {
        for (const char character : form) {
            if (character == '#') out += static_cast<char>('0' + at.random.below(10));
            else if (character == '?') out += static_cast<char>('a' + at.random.below(26));
            else out += character;
        }
    }};
}

inline text_maker first_name() { return {texts::first_name}; }
inline text_maker last_name() { return {texts::last_name}; }
inline text_maker full_name() { return {texts::full_name}; }
inline text_maker email() { return {texts::email, true}; }
inline text_maker user_name() { return {texts::user_name, true}; }
inline text_maker phone() { return {texts::phone, true}; }
inline text_maker url() { return {texts::url, true}; }
inline text_maker slug() { return {texts::slug}; }
inline text_maker title() { return {texts::title}; }
inline text_maker sentence() { return {texts::sentence}; }
inline text_maker paragraph() { return {texts::paragraph}; }
inline text_maker street_address() { return {texts::street_address}; }
inline text_maker city() { return {texts::city}; }
inline text_maker country() { return {texts::country}; }
inline text_maker company() { return {texts::company}; }

/// From one day to another, `dates("2024-01-01", "2024-12-31")`, for every type with a date in it.
inline moment_maker dates(std::string_view first, std::string_view last) {
    return {moments::between(first, last)};
}

/// Your own: gets the row's number and random numbers, gives the value as PostgreSQL reads it.
template <class Function>
any_maker made_by(Function function) {
    return {[function = std::move(function)](std::string& out, place& at) {
        out += function(at.row, at.random);
    }};
}

}  // namespace orm::fake
