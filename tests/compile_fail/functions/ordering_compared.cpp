// SPDX-License-Identifier: MIT
// expect: asc() and desc() say an order
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void ordering_compared() {
    static_cast<void>(items.name == "x");
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.name.desc() == "x");
#endif
}
