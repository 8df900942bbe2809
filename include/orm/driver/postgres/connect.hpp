// SPDX-License-Identifier: MIT
// Opens a session: every endpoint in turn, each until its own deadline.
#pragma once

#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/options.hpp>

namespace orm::driver::postgres {

/// Tries the endpoints of options in their order and gives the first session that satisfies them.
///
/// Throws:   connection_lost when no server could be reached (the message lists every attempt), error
///           with SQLSTATE when a server refused the login.
/// Cost:     one connection: about 2 ms on the same machine, 7 ms with SCRAM and TLS.
connection connect(const connection_options& options, const execution_context& context);

}  // namespace orm::driver::postgres
