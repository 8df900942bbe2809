// SPDX-License-Identifier: MIT
// Schemas and extensions.
#pragma once

#include <string>

namespace orm::catalog {

struct schema {
    std::string name;
    std::string comment;

    friend bool operator==(const schema&, const schema&) = default;
};

/// `schema` is where the extension's objects are; empty means the server's choice.
struct extension {
    std::string name;
    std::string schema;
    std::string comment;

    friend bool operator==(const extension&, const extension&) = default;
};

}  // namespace orm::catalog
