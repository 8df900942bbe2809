// SPDX-License-Identifier: MIT
// expect: this is not a condition
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void case_of_something_that_is_no_condition() {
    static_cast<void>(orm::case_when(items.active, 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::case_when(items.stock, 1));
#endif
}
