// SPDX-License-Identifier: MIT
// expect: the two sides of this comparison have SQL types
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void any_of_other_elements() {
    static_cast<void>(items.name == orm::any(items.tags));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.stock == orm::any(items.tags));
#endif
}
