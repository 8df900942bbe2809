// SPDX-License-Identifier: MIT
// expect: this is not a condition
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void filter_is_no_condition() {
    static_cast<void>(orm::count().filter(items.active));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::count().filter(items.name));
#endif
}
