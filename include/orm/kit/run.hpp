// SPDX-License-Identifier: MIT
// orm::kit::run(): the whole command-line tool of a project, around its compiled schema.
#pragma once

#include <utility>

#include <orm/kit/compile.hpp>
#include <orm/kit/program.hpp>

namespace orm::kit {

/// The whole main() of a project's tool:
///
///     int main(int argc, char** argv) {
///         return orm::kit::run(argc, argv, app_schema, {.out = "db/migrations"});
///     }
///
/// The CMake function orm_add_kit() writes it for you, and compiles the part that needs no schema only
/// once.
/// Gives:    the exit status (kit/exit_status.hpp). Throws nothing: errors go to standard error.
template <class... Tables>
int run(int argc, char** argv, const schema_tables<Tables...>& schema, config settings = {}) {
    return run_program(argc, argv, compile(schema), std::move(settings));
}

}  // namespace orm::kit
