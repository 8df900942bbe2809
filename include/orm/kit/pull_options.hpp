// SPDX-License-Identifier: MIT
// What pull takes and gives.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace orm::kit {

/// How the fields of pulled tables are written.
enum class field_style : std::uint8_t {
    camel_case,  ///< `createdAt` for "created_at": the style of the guides
    as_in_sql,   ///< `created_at`
};

struct pull_options {
    field_style fields = field_style::camel_case;
    /// The namespace around everything that is declared; empty for none.
    std::string name_space = "db";
    /// Relations (`orm::one`, `orm::many`) beside the tables.
    bool with_relations = false;
    /// The name of the constant that lists all tables.
    std::string schema_constant = "app_schema";
};

/// A schema header, and what of the database is not in it.
struct pulled_schema {
    std::string header;
    /// One sentence for each thing that C++ cannot declare; they stand in the header as well.
    std::vector<std::string> notices;
};

}  // namespace orm::kit
