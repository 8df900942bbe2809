// SPDX-License-Identifier: MIT
// expect: asc() and desc() say an order
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void ordering_in_a_function() {
    static_cast<void>(orm::initcap(items.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::initcap(items.name.asc()));
#endif
}
