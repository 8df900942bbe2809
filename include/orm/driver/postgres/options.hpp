// SPDX-License-Identifier: MIT
// Everything that connect() needs to know, as plain fields.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <orm/core/secret.hpp>
#include <orm/driver/postgres/notices.hpp>
#include <orm/driver/postgres/observer_share.hpp>

namespace orm::driver::postgres {

/// One server to try. Empty fields are left to libpq and its environment (PGHOST, PGPORT).
struct endpoint {
    std::string host;  ///< a name, an address without brackets, or a directory with a unix socket
    std::string port;
    std::string address;  ///< a numeric address (`hostaddr`); skips the name lookup

    bool is_unix_socket() const { return !host.empty() && (host[0] == '/' || host[0] == '@'); }
};

/// A libpq keyword as it was given: `sslmode`, `application_name`, `options`, ...
struct keyword_value {
    std::string keyword;
    std::string value;
};

/// Which addresses of a host name are tried.
enum class address_family { any, ipv4, ipv6 };

/// Made by parse_url(); every field may be changed afterwards.
struct connection_options {
    /// Tried in this order.
    std::vector<endpoint> endpoints;
    std::string user;
    secret_string password;
    std::string database;

    /// Further libpq keywords; checked when parsed, passed on unchanged.
    std::vector<keyword_value> keywords;

    /// Further secrets among the keywords (sslpassword), kept out of `keywords`.
    std::vector<std::pair<std::string, secret_string>> secret_keywords;

    /// Spellings of secrets as they stood in the URL, percent-encoded: never to appear in a message.
    std::vector<secret_string> secret_spellings;

    /// For one endpoint: name lookup, TCP, TLS and login together.
    std::chrono::milliseconds connect_timeout{10'000};

    /// For every operation whose context has no deadline; 0 means no limit.
    std::chrono::milliseconds statement_timeout{60'000};

    /// False behind a pooler that gives every transaction another session (pgbouncer in transaction
    /// mode): no named statements, no session state. URL: `prepare=false` or `pgbouncer=true`.
    bool prepare = true;

    /// Prepared statements kept per connection; the least recently used one makes room.
    std::size_t statement_cache_size = 256;

    /// Most connections of a pool made from these options.
    std::size_t pool_size = 8;

    /// Sees every statement; the connections of these options use it, a pool keeps it alive.
    observer_share observer;

    address_family addresses = address_family::any;

    /// Nothing is printed without it: libpq's own notice printer is off.
    notice_function on_notice = nullptr;
    void* notice_context = nullptr;

    /// For logs: "postgresql://user:***@host:port/database?sslmode=require". No secret in it.
    std::string describe() const;
};

namespace detail {

template <class = void>
std::string describe_endpoint(const endpoint& server) {
    const bool needs_brackets =
        !server.is_unix_socket() && server.host.find(':') != std::string::npos;
    std::string text = needs_brackets ? "[" + server.host + "]" : server.host;
    if (!server.port.empty()) text += ":" + server.port;
    return text;
}

}  // namespace detail

inline std::string connection_options::describe() const {
    std::string text = "postgresql://";
    if (!user.empty() || !password.empty()) {
        text += user;
        if (!password.empty()) text += ":***";
        text += "@";
    }
    const char* separator = "";
    for (const endpoint& server : endpoints) {
        text += separator + detail::describe_endpoint(server);
        separator = ",";
    }
    text += "/" + database;
    separator = "?";
    for (const keyword_value& given : keywords) {
        text += separator + given.keyword + "=" + given.value;
        separator = "&";
    }
    return text;
}

}  // namespace orm::driver::postgres
