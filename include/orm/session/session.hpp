// SPDX-License-Identifier: MIT
// What a bound statement carries: where its connection comes from and how long it may take.
#pragma once

#include <chrono>
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

    driver::postgres::execution_context context(source_location where) const {
        if (timeout.count() == 0) return {where};
        return {driver::postgres::deadline::in(timeout), where};
    }

    /// The same settings on another source.
    session on(driver::postgres::connection_source& other) const {
        session moved(*this);
        moved.source = &other;
        return moved;
    }
};

}  // namespace orm
