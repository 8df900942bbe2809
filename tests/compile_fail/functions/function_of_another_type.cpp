// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: item_table
// expect: pg::int4
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void function_of_another_type() {
    static_cast<void>(orm::initcap(items.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::initcap(items.stock));
#endif
}
