// SPDX-License-Identifier: MIT
// expect: can hold a window function
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_in_a_partition() {
    static_cast<void>(orm::rank().over(orm::partition_by(items.name)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::rank().over(orm::partition_by(orm::rank().over())));
#endif
}
