// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::float8
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void bits_of_a_double() {
    static_cast<void>(items.flags & 1);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.ratio & 1);
#endif
}
