// SPDX-License-Identifier: MIT
// expect: where() filters rows before they are grouped
// expect: one on a window function, on a subquery
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_in_where() {
    static_cast<void>(orm::select(orm::rank().over()).from(items));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(items.id).from(items).where(orm::rank().over() == 1));
#endif
}
