// SPDX-License-Identifier: MIT
// What a bound statement carries: where its connection comes from and how long it may take.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>

#include <orm/driver/postgres/connection_source.hpp>

namespace orm {

/// What is written behind a statement; made by query_comment of <orm/comment.hpp>.
struct comment_text {
    /// With a space before it; empty for none.
    std::string text;

    /// True when the text belongs to one request only: preparing statements with it would be waste.
    bool is_unique = false;
};

/// How much the cache of db.cached() may hold. The first cached() of a database decides.
struct cache_options {
    /// Of all answers together, as libpq holds them; the one that was used longest ago makes room.
    std::size_t max_bytes = std::size_t{64} << 20U;
};

class outline;

/// Learns which tables are written, so that what was read from them before is read again. The cache is
/// one. Everything is virtual, so that programs without a cache compile none of it.
class write_watcher : public driver::postgres::source_extension {
public:
    /// A statement has run.
    virtual void ran(const outline& statement) noexcept = 0;

    /// Takes:    the names of the table in the database; schema may be nullptr. Static storage.
    virtual void wrote(const char* schema, const char* table) noexcept = 0;

    /// For a transaction: gives a watcher that keeps the writes, made with new.
    virtual write_watcher* collector() = 0;

    /// The transaction of a collector is committed, or may be.
    virtual void committed(const write_watcher& collector) noexcept = 0;
};

namespace detail {
struct execution_functions;
}

/// A borrowed way to a connection: of a database's pool, or of a transaction.
///
/// Owns:     nothing. The database or transaction outlives the statements that it started.
struct session {
    driver::postgres::connection_source* source = nullptr;
    std::chrono::nanoseconds timeout{};

    /// What runs a statement. A pointer, so that only the file that makes the database compiles it.
    const detail::execution_functions* functions = nullptr;

    /// Written behind every statement; nullptr for none.
    const comment_text* comment = nullptr;

    /// How old a cached answer may be; 0 to ask the server always.
    std::chrono::nanoseconds cache_for{};

    /// Where replicas serve: tells whether a statement may go to one. Else nullptr.
    bool (*may_read_from_replica)(const outline&) = nullptr;

    driver::postgres::execution_context context(source_location where) const {
        if (timeout.count() == 0) return {where};
        return {driver::postgres::deadline::in(timeout), where};
    }

    /// The same settings on another source.
    session on(driver::postgres::connection_source& other) const {
        session moved(*this);
        moved.source = &other;
        moved.cache_for = {};  // a transaction sees its own snapshot
        moved.may_read_from_replica = nullptr;
        return moved;
    }
};

}  // namespace orm
