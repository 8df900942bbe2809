// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::float8
// expect: pg::numeric
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void round_of_a_double_to_digits() {
    static_cast<void>(orm::round(items.price, 2));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::round(items.ratio, 2));
#endif
}
