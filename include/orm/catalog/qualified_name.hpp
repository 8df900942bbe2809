// SPDX-License-Identifier: MIT
// A name inside a schema: the key by which objects of a database are found and compared.
#pragma once

#include <compare>
#include <string>

namespace orm::catalog {

/// `schema` is empty for objects that live outside of schemas (roles, extensions), and for types
/// that are spelled in full by `name` (`timestamp(3) with time zone`).
struct qualified_name {
    std::string schema;
    std::string name;

    friend auto operator<=>(const qualified_name&, const qualified_name&) = default;
    friend bool operator==(const qualified_name&, const qualified_name&) = default;
};

/// The schema whose name DDL leaves out.
inline constexpr const char* default_schema = "public";

}  // namespace orm::catalog
