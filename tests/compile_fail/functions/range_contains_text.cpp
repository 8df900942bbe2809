// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void range_contains_text() {
    static_cast<void>(orm::contains(items.levels, 3));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::contains(items.levels, "three"));
#endif
}
