// SPDX-License-Identifier: MIT
// expect: need one SQL type
// expect: pg::int4
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void greatest_of_different_types() {
    static_cast<void>(orm::greatest(items.stock, 3));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::greatest(items.stock, items.name));
#endif
}
