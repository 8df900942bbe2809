// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::int4
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void function_of_a_number_too_wide() {
    static_cast<void>(orm::left(items.name, items.stock));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::left(items.name, items.sold));
#endif
}
