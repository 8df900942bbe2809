// SPDX-License-Identifier: MIT
// expect: an aggregate takes values of rows
// expect: Compute the inner one in a subquery
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void aggregate_of_a_window() {
    static_cast<void>(orm::select(orm::rank().over()).from(items));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(orm::max(orm::rank().over())).from(items));
#endif
}
