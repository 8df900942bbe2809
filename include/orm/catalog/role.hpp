// SPDX-License-Identifier: MIT
// Roles, and what they are granted.
#pragma once

#include <string>

namespace orm::catalog {

/// The attributes of CREATE ROLE. A password is never part of a catalog.
struct role {
    std::string name;
    bool is_superuser = false;
    bool may_create_databases = false;
    bool may_create_roles = false;
    bool inherits = true;
    bool may_login = false;
    bool may_replicate = false;
    bool bypasses_row_security = false;
    int connection_limit = -1;
    std::string valid_until;
    std::string comment;

    friend bool operator==(const role&, const role&) = default;
};

/// One privilege (`SELECT`, `INSERT`, ...) on one table.
struct privilege {
    std::string grantor;
    std::string grantee;
    std::string schema;
    std::string table;
    std::string type;
    bool is_grantable = false;

    friend bool operator==(const privilege&, const privilege&) = default;
};

}  // namespace orm::catalog
