// SPDX-License-Identifier: MIT
// The keywords that a URL or a key=value string may hold: libpq's, ours, and the ones people mean.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/driver/postgres/libpq.hpp>
#include <orm/driver/postgres/options.hpp>

namespace orm::driver::postgres::detail {

inline constexpr std::string_view own_keywords[] = {
    "address_family",       "connect_timeout",  "pgbouncer", "pool_size", "prepare", "ssl",
    "statement_cache_size", "statement_timeout"};

/// Parameters of other libraries, with what to write instead.
struct foreign_keyword {
    std::string_view keyword;
    std::string_view advice;
};

inline constexpr foreign_keyword foreign_keywords[] = {
    {"schema", "write options=-csearch_path%3Dname instead"},
    {"search_path", "write options=-csearch_path%3Dname instead"},
    {"currentSchema", "write options=-csearch_path%3Dname instead"},
    {"connection_limit", "write pool_size instead"},
    {"pool_max_conns", "write pool_size instead"},
    {"pool_timeout", "give the operation a deadline instead"},
    {"socket_timeout", "write statement_timeout instead"},
    {"sslaccept", "write sslmode=verify-full or sslmode=require instead"},
    {"timezone", "write options=-cTimeZone%3Dname instead"}};

enum class keyword_kind { unknown, plain, secret, own };

/// Asks the libpq that is linked, so that keywords of newer versions work without a list here.
template <class = void>
std::vector<std::pair<std::string, keyword_kind>> known_keywords() {
    std::vector<std::pair<std::string, keyword_kind>> known;
    PQconninfoOption* const all = PQconndefaults();
    for (const PQconninfoOption* one = all; one != nullptr && one->keyword != nullptr; ++one) {
        const bool is_secret = one->dispchar[0] == '*';
        if (std::string_view(one->keyword) == "connect_timeout") continue;
        known.emplace_back(one->keyword, is_secret ? keyword_kind::secret : keyword_kind::plain);
    }
    PQconninfoFree(all);
    for (const std::string_view keyword : own_keywords)
        known.emplace_back(keyword, keyword_kind::own);
    std::sort(known.begin(), known.end());
    return known;
}

/// Levenshtein distance.
template <class = void>
std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    for (std::size_t i = 0; i < row.size(); ++i) row[i] = i;
    for (std::size_t l = 1; l <= left.size(); ++l) {
        std::size_t diagonal = row[0]++;
        for (std::size_t r = 1; r <= right.size(); ++r) {
            const std::size_t replaced = diagonal + (left[l - 1] == right[r - 1] ? 0 : 1);
            diagonal = row[r];
            row[r] = std::min({replaced, row[r] + 1, row[r - 1] + 1});
        }
    }
    return row.back();
}

/// Text that may be repeated in a message: the form of a keyword, and not longer than one.
template <class = void>
bool looks_like_keyword(std::string_view text) {
    if (text.empty() || text.size() > 32) return false;
    for (const char character : text) {
        const bool is_letter =
            (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z');
        if (!is_letter && character != '_') return false;
    }
    return true;
}

template <class = void>
ORM_COLD [[noreturn]] void throw_invalid_url(std::string message, source_location where) {
    throw invalid_url("invalid URL: " + std::move(message), where);
}

template <class = void>
ORM_COLD [[noreturn]] void refuse_unknown_keyword(std::string_view keyword, source_location where) {
    if (!looks_like_keyword(keyword))
        throw_invalid_url(
            "a parameter's name is not a word; parameters are name=value, joined by '&'", where);
    std::string message = "unknown parameter '" + std::string(keyword) + "'";
    for (const foreign_keyword& foreign : foreign_keywords)
        if (foreign.keyword == keyword)
            throw_invalid_url(message + ": " + std::string(foreign.advice), where);
    std::string accepted;
    std::string closest;
    std::size_t closest_distance = 3;
    for (const auto& [known, kind] : known_keywords()) {
        accepted += (accepted.empty() ? "" : ", ") + known;
        const std::size_t distance = edit_distance(keyword, known);
        if (distance >= closest_distance) continue;
        closest_distance = distance;
        closest = known;
    }
    if (!closest.empty()) throw_invalid_url(message + " (did you mean '" + closest + "'?)", where);
    throw_invalid_url(message + "; accepted are: " + accepted, where);
}

template <class = void>
ORM_COLD [[noreturn]] void refuse_value(std::string_view keyword, std::string_view expected,
                                        source_location where) {
    throw_invalid_url("parameter '" + std::string(keyword) + "' needs " + std::string(expected),
                      where);
}

template <class = void>
std::optional<std::uint64_t> parsed_number(std::string_view text) {
    if (text.empty() || text.size() > 12) return std::nullopt;
    std::uint64_t number = 0;
    for (const char digit : text) {
        if (digit < '0' || digit > '9') return std::nullopt;
        number = number * 10 + static_cast<std::uint64_t>(digit - '0');
    }
    return number;
}

template <class = void>
bool boolean_value(std::string_view keyword, std::string_view value, source_location where) {
    if (value == "true" || value == "1" || value == "on" || value == "yes") return true;
    if (value == "false" || value == "0" || value == "off" || value == "no") return false;
    refuse_value(keyword, "true or false", where);
}

template <class = void>
std::size_t positive_value(std::string_view keyword, std::string_view value,
                           source_location where) {
    const std::optional<std::uint64_t> number = parsed_number(value);
    if (!number || *number == 0 || *number > 100'000)
        refuse_value(keyword, "a number from 1 to 100000", where);
    return static_cast<std::size_t>(*number);
}

/// `500ms`, `5s`, `2min`; a number alone counts default_unit.
template <class = void>
std::chrono::milliseconds duration_value(std::string_view keyword, std::string_view value,
                                         std::chrono::milliseconds default_unit,
                                         source_location where) {
    const std::size_t unit_at = std::min(value.find_first_not_of("0123456789"), value.size());
    const std::optional<std::uint64_t> number = parsed_number(value.substr(0, unit_at));
    const std::string_view unit = value.substr(unit_at);
    std::int64_t unit_ms = -1;
    if (unit.empty()) unit_ms = default_unit.count();
    else if (unit == "ms") unit_ms = 1;
    else if (unit == "s") unit_ms = 1'000;
    else if (unit == "min") unit_ms = 60'000;
    else if (unit == "h") unit_ms = 3'600'000;
    if (!number || unit_ms < 0)
        refuse_value(keyword, "a duration such as 500ms, 5s or 2min", where);
    return std::chrono::milliseconds(static_cast<std::int64_t>(*number) * unit_ms);
}

template <class = void>
address_family family_value(std::string_view value, source_location where) {
    if (value == "any") return address_family::any;
    if (value == "ipv4") return address_family::ipv4;
    if (value == "ipv6") return address_family::ipv6;
    refuse_value("address_family", "any, ipv4 or ipv6", where);
}

template <class = void>
void apply_own_keyword(connection_options& options, std::string_view keyword,
                       std::string_view value, source_location where) {
    using std::chrono::milliseconds;
    if (keyword == "pool_size") options.pool_size = positive_value(keyword, value, where);
    else if (keyword == "statement_cache_size")
        options.statement_cache_size = positive_value(keyword, value, where);
    else if (keyword == "prepare") options.prepare = boolean_value(keyword, value, where);
    else if (keyword == "pgbouncer") options.prepare = !boolean_value(keyword, value, where);
    else if (keyword == "address_family") options.addresses = family_value(value, where);
    else if (keyword == "connect_timeout")
        options.connect_timeout = duration_value(keyword, value, milliseconds(1'000), where);
    else if (keyword == "statement_timeout")
        options.statement_timeout = duration_value(keyword, value, milliseconds(1), where);
    else if (boolean_value(keyword, value, where))  // ssl=true, as the JDBC driver spells it
        options.keywords.push_back({"sslmode", "require"});
}

/// Host, port and address lists, which become endpoints when everything was read.
struct endpoint_lists {
    std::string host;
    std::string hostaddr;
    std::string port;
};

template <class = void>
void apply_keyword(connection_options& options, endpoint_lists& lists, std::string_view keyword,
                   const std::string& value, source_location where) {
    static const std::vector<std::pair<std::string, keyword_kind>> known = known_keywords();
    keyword_kind kind = keyword_kind::unknown;
    for (const auto& [name, its_kind] : known)
        if (name == keyword) kind = its_kind;
    if (kind == keyword_kind::unknown) refuse_unknown_keyword(keyword, where);
    if (kind == keyword_kind::own) apply_own_keyword(options, keyword, value, where);
    else if (keyword == "host") lists.host = value;
    else if (keyword == "hostaddr") lists.hostaddr = value;
    else if (keyword == "port") lists.port = value;
    else if (keyword == "user") options.user = value;
    else if (keyword == "dbname") options.database = value;
    else if (keyword == "password") options.password = secret_string(value);
    else if (kind == keyword_kind::secret)
        options.secret_keywords.emplace_back(keyword, secret_string(value));
    else if (keyword == "client_encoding" && value != "UTF8" && value != "utf8" && value != "auto")
        refuse_value(keyword, "UTF8; all text is UTF-8 here", where);
    else options.keywords.push_back({std::string(keyword), value});
}

}  // namespace orm::driver::postgres::detail
