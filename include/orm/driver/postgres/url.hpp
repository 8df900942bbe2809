// SPDX-License-Identifier: MIT
// Reads connection URLs before libpq sees them, because libpq's own complaints show passwords.
#pragma once

#include <string_view>

#include <orm/core/source_location.hpp>
#include <orm/driver/postgres/options.hpp>

namespace orm::driver::postgres {

/// Takes:    postgresql://user:password@host:port,host:port/database?keyword=value&..., or libpq's
///           "host=... dbname=..." form.
/// Throws:   invalid_url. The message never shows a part of the password.
connection_options parse_url(std::string_view url,
                             source_location where = source_location::current());

}  // namespace orm::driver::postgres
