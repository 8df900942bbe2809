// SPDX-License-Identifier: MIT
// expect: asc() and desc() say an order
// expect: item_table
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void ordering_in_a_select_list() {
    static_cast<void>(orm::select(items.name).from(items));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(items.name.desc()).from(items));
#endif
}
