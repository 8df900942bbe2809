// SPDX-License-Identifier: MIT
// Dates and times as text, by the arithmetic of the Gregorian calendar.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <orm/kit/seed/maker.hpp>

namespace orm::fake::moments {

inline constexpr std::int64_t seconds_of_day = 86'400;

struct day {
    std::int64_t year;
    unsigned month;
    unsigned number;
};

/// Days since 1970-01-01.
/// Source:   Hinnant, "chrono-Compatible Low-Level Date Algorithms".
constexpr std::int64_t days_of(day of) {
    const std::int64_t year = of.year - (of.month <= 2 ? 1 : 0);
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t month = of.month > 2 ? of.month - 3 : of.month + 9;
    const std::int64_t day_of_year = (153 * month + 2) / 5 + of.number - 1;
    return era * 146'097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year -
           719'468;
}

constexpr day day_of(std::int64_t days) {
    days += 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const std::int64_t of_era = days - era * 146'097;
    const std::int64_t year = (of_era - of_era / 1'460 + of_era / 36'524 - of_era / 146'096) / 365;
    const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
    const std::int64_t month = (5 * of_year + 2) / 153;
    return {year + era * 400 + (month >= 10 ? 1 : 0),
            static_cast<unsigned>(month < 10 ? month + 3 : month - 9),
            static_cast<unsigned>(of_year - (153 * month + 2) / 5 + 1)};
}

inline void append_date(std::string& out, std::int64_t days) {
    const day of = day_of(days);
    append_padded(out, static_cast<std::uint64_t>(of.year), 4);
    out += '-';
    append_padded(out, of.month, 2);
    out += '-';
    append_padded(out, of.number, 2);
}

inline void append_time(std::string& out, std::int64_t seconds) {
    const auto of_day = static_cast<std::uint64_t>(seconds);
    append_padded(out, of_day / 3'600, 2);
    out += ':';
    append_padded(out, of_day / 60 % 60, 2);
    out += ':';
    append_padded(out, of_day % 60, 2);
}

/// `2024-05-17 08:30:00+00`: date, timestamp and timestamptz all read it, and ignore what they lack.
inline void append_moment(std::string& out, std::int64_t seconds) {
    const std::int64_t days =
        (seconds >= 0 ? seconds : seconds - seconds_of_day + 1) / seconds_of_day;
    append_date(out, days);
    out += ' ';
    append_time(out, seconds - days * seconds_of_day);
    out += "+00";
}

/// Reads `2024-01-31`; anything else gives 2024-01-01.
constexpr std::int64_t seconds_of(std::string_view text) {
    if (text.size() < 10) return days_of({2024, 1, 1}) * seconds_of_day;
    const auto number = [&](std::size_t start, std::size_t length) {
        std::int64_t value = 0;
        for (const char digit : text.substr(start, length)) value = value * 10 + (digit - '0');
        return value;
    };
    return days_of({number(0, 4), static_cast<unsigned>(number(5, 2)),
                    static_cast<unsigned>(number(8, 2))}) *
           seconds_of_day;
}

/// Moments from the start of the first day to the end of the last.
inline write_value between(std::string_view first, std::string_view last) {
    const std::int64_t from = seconds_of(first);
    const std::int64_t to = seconds_of(last) + seconds_of_day - 1;
    return [=](std::string& out, place& at) {
        append_moment(out, at.is_unique ? from + static_cast<std::int64_t>(at.row)
                                        : at.random.between(from, to));
    };
}

}  // namespace orm::fake::moments
