// SPDX-License-Identifier: MIT
// Turns a C++ schema into what the kit works with. Light, so that a changed schema compiles quickly.
#pragma once

#include <orm/inspect/from_schema.hpp>
#include <orm/kit/compiled_schema.hpp>

namespace orm::kit {

/// Takes:    what orm::schema(...) gave.
template <class... Tables>
compiled_schema compile(const schema_tables<Tables...>& schema) {
    compiled_schema made;
    made.catalog = [schema] { return inspect::from_schema(schema); };
    return made;
}

}  // namespace orm::kit
