// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: kind::key
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void json_key_of_a_double() {
    static_cast<void>(orm::json_get(items.meta, "a"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::json_get(items.meta, 1.5));
#endif
}
