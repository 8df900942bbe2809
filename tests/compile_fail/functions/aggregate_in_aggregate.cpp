// SPDX-License-Identifier: MIT
// expect: an aggregate takes values of rows
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void aggregate_in_aggregate() {
    static_cast<void>(orm::select(orm::max(items.stock)).from(items));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(orm::max(orm::sum(items.stock))).from(items));
#endif
}
