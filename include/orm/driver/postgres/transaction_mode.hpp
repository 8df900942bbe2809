// SPDX-License-Identifier: MIT
// How a transaction begins: every combination is a literal, so nothing is put together at run time.
#pragma once

#include <cstddef>

#include <orm/driver/postgres/constant_sql.hpp>

namespace orm::driver::postgres {

enum class isolation_level { server_default, read_committed, repeatable_read, serializable };

/// What BEGIN says. Defaults leave everything to the server's settings.
struct transaction_mode {
    isolation_level isolation = isolation_level::server_default;
    bool is_read_only = false;

    /// With serializable and read only: waits once for a snapshot that cannot fail later.
    bool is_deferrable = false;
};

/// Source:   PostgreSQL manual, BEGIN and SET TRANSACTION.
inline constant_sql begin_statement(const transaction_mode& mode) {
    static constexpr constant_sql statements[4][2][2] = {
        {{"begin", "begin deferrable"}, {"begin read only", "begin read only, deferrable"}},
        {{"begin isolation level read committed",
          "begin isolation level read committed, deferrable"},
         {"begin isolation level read committed, read only",
          "begin isolation level read committed, read only, deferrable"}},
        {{"begin isolation level repeatable read",
          "begin isolation level repeatable read, deferrable"},
         {"begin isolation level repeatable read, read only",
          "begin isolation level repeatable read, read only, deferrable"}},
        {{"begin isolation level serializable", "begin isolation level serializable, deferrable"},
         {"begin isolation level serializable, read only",
          "begin isolation level serializable, read only, deferrable"}}};
    return statements[static_cast<std::size_t>(mode.isolation)][mode.is_read_only ? 1 : 0]
                     [mode.is_deferrable ? 1 : 0];
}

}  // namespace orm::driver::postgres
