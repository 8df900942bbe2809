// SPDX-License-Identifier: MIT
// Finds out whether a pooler stands between us and the server.
#pragma once

#include <orm/core/bytes.hpp>
#include <orm/driver/postgres/connection.hpp>

namespace orm::driver::postgres {

/// True when the process that answers is not the one that said hello: a pooler handed the session on,
/// so session locks, LISTEN, SET and named statements are not ours.
///
/// Cost:     one round trip. Ask once after connecting.
inline bool is_behind_pooler(connection& session, const execution_context& context) {
    const result rows = session.execute("select pg_catalog.pg_backend_pid()", {}, context);
    const auto process = load_big_endian<std::int32_t>(rows.bytes(0, 0).data);
    return process != session.backend_process_id();
}

}  // namespace orm::driver::postgres
