// SPDX-License-Identifier: MIT
// expect: need one SQL type
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void case_of_different_types() {
    static_cast<void>(orm::case_when(items.active, "a").when(items.active, "b"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::case_when(items.active, "a").when(items.active, 1));
#endif
}
