// SPDX-License-Identifier: MIT
// expect: can hold a window function
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_in_window() {
    static_cast<void>(orm::sum(items.stock).over());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sum(orm::rank().over()).over());
#endif
}
