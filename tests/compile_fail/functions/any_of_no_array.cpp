// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void any_of_no_array() {
    static_cast<void>(items.name == orm::any(items.tags));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.name == orm::any(items.name));
#endif
}
