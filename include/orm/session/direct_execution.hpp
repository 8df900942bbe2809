// SPDX-License-Identifier: MIT
// The functions of an execution that files with queries call through a pointer: see execution_functions.
#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include <orm/session/execution.hpp>

namespace orm::detail {

/// Errors of decoding know neither the statement nor the caller; both are added on the way out.
template <class Error>
ORM_COLD [[noreturn]] void rethrow_with_place(const Error& thrown, const execution& running) {
    error_details details = thrown.details();
    if (details.query.empty()) details.query = running.sql();
    details.where = running.where();
    throw Error(std::move(details));
}

/// one() found none, or several.
template <class = void>
ORM_COLD [[noreturn]] void throw_row_count(const execution& running) {
    error_details details;
    details.query = running.sql();
    details.where = running.where();
    if (running.answer().row_count() == 0) {
        details.message = "one() found no row";
        throw no_rows(std::move(details));
    }
    details.message = "one() found more than one row";
    throw too_many_rows(std::move(details));
}

/// Throws what is being handled, with statement and caller where it has none.
template <class = void>
ORM_COLD void rethrow_from(const execution& running) {
    try {
        throw;
    } catch (const unexpected_null& thrown) {
        rethrow_with_place(thrown, running);
    } catch (const invalid_value& thrown) {
        rethrow_with_place(thrown, running);
    }
}

/// Only the constructors of handles name it.
template <class = void>
inline constexpr execution_functions direct_execution{
    [](execution& running, const walkable& statement, const named_values& named,
       std::uint64_t seed) { running.send_now(statement, named, seed); },
    [](execution& running, const driver::postgres::result& answer, void (*visit)(column_check&)) {
        running.check_now(answer, visit);
    },
    &rethrow_from<>,
    &rethrow_refused<>,
    &throw_row_count<>,
    [](execution& running, const char* type_name) { return running.oid_now(type_name); },
    [](execution& running, std::uint32_t oid) { return running.name_now(oid); }};

}  // namespace orm::detail
