// SPDX-License-Identifier: MIT
// Tells whether the libpq that is linked has known security holes on the client's side.
#pragma once

#include <string>

#include <orm/driver/postgres/libpq.hpp>

namespace orm::driver::postgres {

/// Gives:    what to tell the operator, or nothing when the version is fine. For kits and logs; the
///           library itself prints nothing.
/// Takes:    version, as PQlibVersion() gives it: 150020 for 15.20.
/// Source:   PostgreSQL security page: CVE-2025-12818 (libpq sizes) is fixed in 18.1, 17.7, 16.11,
///           15.15 and 14.20.
inline std::string libpq_advice(int version = PQlibVersion()) {
    const int major = version / 10'000;
    const int minor = version % 10'000;
    const int first_fixed = major == 14   ? 20
                            : major == 15 ? 15
                            : major == 16 ? 11
                            : major == 17 ? 7
                            : major == 18 ? 1
                                          : 0;
    if (major >= 14 && minor >= first_fixed) return {};
    const std::string found = std::to_string(major) + "." + std::to_string(minor);
    if (major < 14)
        return "libpq " + found + " is no longer maintained; install libpq 14.20 or newer";
    return "libpq " + found + " has known security holes (CVE-2025-12818); install " +
           std::to_string(major) + "." + std::to_string(first_fixed) + " or newer";
}

}  // namespace orm::driver::postgres
