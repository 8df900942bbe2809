// SPDX-License-Identifier: MIT
// expect: neither its argument nor its filter()
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void aggregate_in_a_filter() {
    static_cast<void>(orm::select(orm::count().filter(items.active)).from(items));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(orm::count().filter(orm::count() > 1)).from(items));
#endif
}
