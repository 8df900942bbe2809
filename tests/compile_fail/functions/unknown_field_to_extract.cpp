// SPDX-License-Identifier: MIT
// expect: PostgreSQL knows no such unit of time
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void unknown_field_to_extract() {
    static_cast<void>(orm::extract<"dow">(items.seen));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::extract<"weekday">(items.seen));
#endif
}
