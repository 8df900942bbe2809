// SPDX-License-Identifier: MIT
// expect: need a window. Add .over()
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void lag_without_over() {
    static_cast<void>(orm::select(orm::lag(items.name).over()).from(items));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(orm::lag(items.name)).from(items));
#endif
}
