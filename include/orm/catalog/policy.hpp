// SPDX-License-Identifier: MIT
// Row level security policies.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace orm::catalog {

/// `command` is ALL, SELECT, INSERT, UPDATE or DELETE; `roles` may hold `public` and
/// `current_user`, which are keywords and not names.
struct policy {
    std::string name;
    bool is_permissive = true;
    std::string command = "ALL";
    std::vector<std::string> roles;
    std::optional<std::string> using_expression;
    std::optional<std::string> check_expression;
    std::string comment;

    friend bool operator==(const policy&, const policy&) = default;
};

}  // namespace orm::catalog
