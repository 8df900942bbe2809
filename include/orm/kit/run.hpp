// SPDX-License-Identifier: MIT
// orm::kit::run(): the whole command-line tool of a project, around its compiled schema.
#pragma once

#include <utility>

#include <orm/inspect/from_schema.hpp>
#include <orm/kit/program.hpp>

namespace orm::kit {

/// What the kit needs of a schema. The only part of the kit that is compiled for each schema.
template <class... Tables>
compiled_schema compile(const schema_tables<Tables...>& schema) {
    compiled_schema made;
    made.catalog = [schema] { return inspect::from_schema(schema); };
    return made;
}

/// The whole main() of a project's tool:
///
///     int main(int argc, char** argv) {
///         return orm::kit::run(argc, argv, app_schema, {.out = "db/migrations"});
///     }
///
/// Gives:    the exit status (kit/exit_status.hpp). Throws nothing: errors go to standard error.
template <class... Tables>
int run(int argc, char** argv, const schema_tables<Tables...>& schema, config settings = {}) {
    return run_program(argc, argv, compile(schema), std::move(settings));
}

}  // namespace orm::kit
