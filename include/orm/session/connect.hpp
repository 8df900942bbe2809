// SPDX-License-Identifier: MIT
// connect(): from a URL to a database handle.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <optional>
#include <string>
#include <string_view>

#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/pool.hpp>
#include <orm/driver/postgres/url.hpp>
#include <orm/session/database.hpp>
#include <orm/session/query_hook.hpp>

namespace orm {

/// What connect() takes besides the URL. What is not given stays as the URL says.
struct connect_options {
    /// Most connections that are open at the same time.
    std::optional<std::size_t> pool_size = {};

    /// False behind a pooler in transaction mode (pgbouncer, Neon's pooler, Supavisor).
    std::optional<bool> prepare = {};

    /// For every operation that has no deadline of its own; 0 means no limit.
    std::optional<std::chrono::milliseconds> statement_timeout = {};

    /// For one server: name lookup, TCP, TLS and login together.
    std::optional<std::chrono::milliseconds> connect_timeout = {};

    /// False to open no connection yet: for replicas, which may be down when the program starts.
    bool connect_now = true;

    /// Connections are kept open even when nobody needs them; replaced when they are older; closed when
    /// they were idle for longer, above min_pool_size.
    std::optional<std::size_t> min_pool_size = {};
    std::optional<std::chrono::milliseconds> max_lifetime = {};
    std::optional<std::chrono::milliseconds> idle_timeout = {};

    /// How long a statement waits for a connection when it has no earlier deadline.
    std::optional<std::chrono::milliseconds> acquire_timeout = {};

    /// Sees every statement: an observer, or a function that is called when a statement has ended.
    ///
    ///     {.on_query = [](const orm::query_event& event) { metrics.add(event.duration); }}
    query_hook on_query = {};
};

/// Opens a pool on a database. The first connection is made at once, so that a wrong URL, a wrong
/// password or a server that is down shows here and not in the first query.
///
///     orm::database db = orm::connect("postgresql://ann:secret@db1:5432/shop?sslmode=require");
///     orm::database db = orm::connect(orm::env("DATABASE_URL"), {.pool_size = 16});
///
/// Throws:   invalid_url for a URL or option that cannot be used; connection_lost and error when the
///           server cannot be reached or refuses. No message shows a part of the password.
/// Source:   PostgreSQL manual, libpq, "Connection URIs".
template <class = void>
database connect(std::string_view url, const connect_options& given = {},
                 source_location where = source_location::current()) {
    driver::postgres::connection_options options = driver::postgres::parse_url(url, where);
    if (given.pool_size) options.pool_size = *given.pool_size;
    if (given.prepare) options.prepare = *given.prepare;
    if (given.statement_timeout) options.statement_timeout = *given.statement_timeout;
    if (given.connect_timeout) options.connect_timeout = *given.connect_timeout;
    if (given.on_query) options.observer = given.on_query.observer();
    driver::postgres::pool_options sizes;
    sizes.max_size = options.pool_size;
    if (given.min_pool_size) sizes.min_size = *given.min_pool_size;
    if (given.max_lifetime) sizes.max_lifetime = *given.max_lifetime;
    if (given.idle_timeout) sizes.idle_timeout = *given.idle_timeout;
    else if (sizes.max_lifetime.count() > 0)
        sizes.idle_timeout = std::min(sizes.idle_timeout, sizes.max_lifetime);
    if (given.acquire_timeout) sizes.acquire_timeout = *given.acquire_timeout;
    driver::postgres::source_handle pool = driver::postgres::make_pool(options, sizes, where);
    if (given.connect_now) {
        const driver::postgres::lease first(*pool, driver::postgres::execution_context(where));
    }
    return database(std::move(pool));
}

/// An environment variable that must be set.
///
/// Throws:   invalid_url naming the variable when it is missing or empty.
template <class = void>
std::string env(const char* name, source_location where = source_location::current()) {
    const char* const value = std::getenv(name);
    if (value == nullptr || *value == '\0')
        throw invalid_url("environment variable " + std::string(name) +
                              " is not set; set it, for example " + name +
                              "=postgresql://user:password@localhost:5432/database",
                          where);
    return value;
}

}  // namespace orm
