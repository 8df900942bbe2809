// SPDX-License-Identifier: MIT
// expect: stand on the right of a comparison only
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void any_in_a_select_list() {
    static_cast<void>(items.name == orm::any(items.tags));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(orm::any(items.tags)).from(items));
#endif
}
