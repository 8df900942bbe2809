// SPDX-License-Identifier: MIT
// What a bound statement carries: where its connection comes from and how long it may take.
#pragma once

#include <chrono>

#include <orm/driver/postgres/connection_source.hpp>

namespace orm {

/// A borrowed way to a connection: of a database's pool, or of a transaction.
///
/// Owns:     nothing. The database or transaction outlives the statements that it started.
struct session {
    driver::postgres::connection_source* source = nullptr;
    std::chrono::nanoseconds timeout{};

    driver::postgres::execution_context context(source_location where) const {
        if (timeout.count() == 0) return {where};
        return {driver::postgres::deadline::in(timeout), where};
    }
};

}  // namespace orm
