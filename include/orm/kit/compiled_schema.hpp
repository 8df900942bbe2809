// SPDX-License-Identifier: MIT
// What the kit knows of a compiled schema: the one part of it that is compiled for each project.
#pragma once

#include <functional>

#include <orm/catalog/database.hpp>
#include <orm/kit/config.hpp>

namespace orm::kit {

/// Empty in the program orm-kit, which works for every project and has no schema.
struct compiled_schema {
    std::function<catalog::database()> catalog;

    bool is_known() const { return static_cast<bool>(catalog); }
};

/// A project's kit: its schema and its configuration.
struct entry {
    compiled_schema schema;
    config settings;
};

}  // namespace orm::kit
