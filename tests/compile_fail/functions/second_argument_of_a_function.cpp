// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::boolean
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void second_argument_of_a_function() {
    static_cast<void>(orm::concat_ws(",", items.name, items.active));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::concat_ws(items.active, items.name));
#endif
}
