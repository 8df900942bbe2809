// SPDX-License-Identifier: MIT
// Reads connection URLs before libpq sees them, because libpq's own complaints show passwords.
#pragma once

#include <string>
#include <string_view>

#include <orm/core/source_location.hpp>
#include <orm/driver/postgres/options.hpp>
#include <orm/driver/postgres/percent_encoding.hpp>
#include <orm/driver/postgres/url_hosts.hpp>
#include <orm/driver/postgres/url_keywords.hpp>

namespace orm::driver::postgres {

namespace detail {

/// Mistakes that people make before the URL even starts.
template <class = void>
void check_surroundings(std::string_view url, source_location where) {
    if (url.empty()) throw_invalid_url("it is empty; is the environment variable set?", where);
    if (std::string_view(" \t\r\n").find(url.front()) != std::string_view::npos)
        throw_invalid_url("it starts with white space; remove it", where);
    if (std::string_view(" \t\r\n").find(url.back()) != std::string_view::npos)
        throw_invalid_url("it ends with white space or a line break; remove it", where);
    if (url.front() == '"' || url.front() == '\'' || url.front() == '`')
        throw_invalid_url("it starts with a quote character; remove the quotes", where);
    if (url.front() == '$' || url.find("${") != std::string_view::npos)
        throw_invalid_url("it holds a variable that was not expanded ($NAME or ${NAME})", where);
    if (url.find('\0') != std::string_view::npos)
        throw_invalid_url("it holds a NUL character", where);
}

/// Only well-known schemes are repeated: what stands before "://" may also be a password.
template <class = void>
ORM_COLD [[noreturn]] void refuse_scheme(std::string_view url, source_location where) {
    for (const std::string_view known :
         {"jdbc:postgresql", "postgresql+asyncpg", "postgresql+psycopg2", "postgresql+psycopg",
          "postgres+ssl", "mysql", "mariadb", "sqlite", "sqlserver", "mongodb", "redis", "http",
          "https", "prisma", "cockroachdb"})
        if (url.substr(0, known.size()) == known && url.substr(known.size(), 1) == ":")
            throw_invalid_url(
                "scheme '" + std::string(known) +
                    "' is not PostgreSQL; write postgresql://user:password@host/database",
                where);
    if (url.substr(0, 10) == "postgresql" || url.substr(0, 8) == "postgres")
        throw_invalid_url("after 'postgresql' must follow '://'", where);
    throw_invalid_url("it does not start with postgresql:// or postgres://", where);
}

template <class = void>
std::size_t scheme_length(std::string_view url) {
    for (const std::string_view scheme : {"postgresql://", "postgres://"})
        if (url.substr(0, scheme.size()) == scheme) return scheme.size();
    return 0;
}

template <class = void>
std::string decoded_or_throw(std::string_view text, source_location where) {
    auto decoded = percent_decoded(text);
    if (!decoded)
        throw_invalid_url(
            "a '%' is not followed by two hexadecimal digits (and %00 is not allowed); " +
                std::string(encoding_advice),
            where);
    return *std::move(decoded);
}

template <class = void>
void check_characters(std::string_view rest, source_location where) {
    for (const char character : rest) {
        if (character == '#')
            throw_invalid_url("'#' must be encoded; " + std::string(encoding_advice), where);
        if (static_cast<unsigned char>(character) <= ' ' || character == 0x7F)
            throw_invalid_url(
                "it holds white space or a control character; " + std::string(encoding_advice),
                where);
        if (character == '"' || character == '\'')
            throw_invalid_url(
                "it holds a quote character; remove the quotes, or encode them (\" as "
                "%22, ' as %27)",
                where);
    }
}

template <class = void>
void parse_userinfo(connection_options& options, std::string_view userinfo, source_location where) {
    if (userinfo.find_first_of("[]") != std::string_view::npos)
        throw_invalid_url("square brackets before the host: replace the placeholder, or " +
                              std::string(encoding_advice),
                          where);
    const std::size_t colon = userinfo.find(':');
    options.user = decoded_or_throw(userinfo.substr(0, colon), where);
    if (colon == std::string_view::npos) return;
    const std::string_view password = userinfo.substr(colon + 1);
    options.password = secret_string(decoded_or_throw(password, where));
    options.secret_spellings.emplace_back(password);
}

template <class = void>
void parse_authority(connection_options& options, std::string_view authority,
                     source_location where) {
    const std::size_t at = authority.find('@');
    if (at != std::string_view::npos) {
        if (authority.find('@', at + 1) != std::string_view::npos)
            throw_invalid_url("'@' found twice before the host; " + std::string(encoding_advice),
                              where);
        parse_userinfo(options, authority.substr(0, at), where);
        authority.remove_prefix(at + 1);
    }
    if (authority.empty()) return;
    for (const std::string_view host : split_list(authority, ','))
        options.endpoints.push_back(parse_endpoint(host, where));
}

template <class = void>
void parse_query(connection_options& options, endpoint_lists& lists, std::string_view query,
                 source_location where) {
    if (query.empty()) return;
    for (const std::string_view pair : split_list(query, '&')) {
        const std::size_t equals = pair.find('=');
        const std::string_view keyword = pair.substr(0, equals);
        if (equals == std::string_view::npos)
            throw_invalid_url(
                "a parameter after '?' has no '='; parameters are name=value, joined by "
                "'&'; if '?' or '&' belongs to a value, encode it (%3F, %26)",
                where);
        const std::string_view value = pair.substr(equals + 1);
        if (keyword == "password" || keyword == "sslpassword")
            options.secret_spellings.emplace_back(value);
        apply_keyword(options, lists, decoded_or_throw(keyword, where),
                      decoded_or_throw(value, where), where);
    }
}

template <class = void>
connection_options parse_real_url(std::string_view rest, source_location where) {
    check_characters(rest, where);
    const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
    const std::string_view after = rest.substr(authority_end);
    if (after.find('@') != std::string_view::npos)
        throw_invalid_url("'@' found after a '/' or '?'; " + std::string(encoding_advice), where);
    connection_options options;
    parse_authority(options, rest.substr(0, authority_end), where);
    const std::size_t query_at = std::min(after.find('?'), after.size());
    std::string_view path = after.substr(0, query_at);
    if (!path.empty()) path.remove_prefix(1);
    if (path.find('/') != std::string_view::npos)
        throw_invalid_url("more than one '/' after the host; in a database name write %2F", where);
    options.database = decoded_or_throw(path, where);
    endpoint_lists lists;
    parse_query(options, lists, after.substr(std::min(query_at + 1, after.size())), where);
    apply_lists(options, lists, where);
    return options;
}

/// What stands between the settings of a key=value string, as for libpq: several lines are fine.
inline constexpr std::string_view setting_blanks = " \t\n\r\v\f";

/// One value of `key='it''s' ...`: quotes and backslashes as libpq reads them. Moves text on.
template <class = void>
std::string take_setting(std::string_view& text, source_location where) {
    std::string value;
    const bool is_quoted = !text.empty() && text[0] == '\'';
    std::size_t at = is_quoted ? 1 : 0;
    for (; at < text.size(); ++at) {
        const char character = text[at];
        if (character == '\\') {
            if (at + 1 < text.size()) value += text[++at];
        } else if (is_quoted ? character == '\''
                             : setting_blanks.find(character) != std::string_view::npos)
            break;
        else value += character;
    }
    if (is_quoted && at == text.size())
        throw_invalid_url("a quoted value of the key=value string does not end", where);
    text.remove_prefix(std::min(at + 1, text.size()));
    return value;
}

template <class = void>
connection_options parse_settings(std::string_view text, source_location where) {
    connection_options options;
    endpoint_lists lists;
    while (true) {
        text.remove_prefix(std::min(text.find_first_not_of(setting_blanks), text.size()));
        if (text.empty()) break;
        const std::size_t equals = text.find('=');
        if (equals == std::string_view::npos)
            throw_invalid_url(
                "a word of the key=value string has no '='; quote values that hold "
                "spaces: password='a b'",
                where);
        std::string_view keyword = text.substr(0, equals);
        keyword = keyword.substr(0, keyword.find_last_not_of(setting_blanks) + 1);
        text.remove_prefix(equals + 1);
        text.remove_prefix(std::min(text.find_first_not_of(setting_blanks), text.size()));
        const std::string value = take_setting(text, where);
        if (!looks_like_keyword(keyword))
            throw_invalid_url(
                "a word of the key=value string is not a keyword; quote values that "
                "hold spaces: password='a b'",
                where);
        apply_keyword(options, lists, keyword, value, where);
    }
    apply_lists(options, lists, where);
    return options;
}

}  // namespace detail

/// Reads how to reach a server.
///
///     parse_url("postgresql://ann:s%40cret@db1:5432,db2:5432/shop?sslmode=verify-full&pool_size=4")
///     parse_url("postgresql:///shop?host=/run/postgresql")
///     parse_url("host=/run/postgresql dbname=shop")
///
/// Besides libpq's own keywords: pool_size, statement_timeout, connect_timeout, prepare, pgbouncer,
/// statement_cache_size, address_family.
///
/// Throws:   invalid_url. The message never shows a part of the password.
template <class = void>
connection_options parse_url(std::string_view url,
                             source_location where = source_location::current()) {
    detail::check_surroundings(url, where);
    const std::size_t scheme = detail::scheme_length(url);
    if (scheme != 0) return detail::parse_real_url(url.substr(scheme), where);
    if (url.find("://") != std::string_view::npos || url.find('=') == std::string_view::npos ||
        url.substr(0, 5) == "jdbc:")
        detail::refuse_scheme(url, where);
    return detail::parse_settings(url, where);
}

}  // namespace orm::driver::postgres
