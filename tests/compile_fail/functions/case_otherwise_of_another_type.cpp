// SPDX-License-Identifier: MIT
// expect: need one SQL type
// expect: pg::int4
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void case_otherwise_of_another_type() {
    static_cast<void>(orm::case_when(items.active, items.stock).otherwise(0));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::case_when(items.active, items.stock).otherwise(items.name));
#endif
}
