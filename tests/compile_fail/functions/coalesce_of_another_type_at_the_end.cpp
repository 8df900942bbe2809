// SPDX-License-Identifier: MIT
// expect: need one SQL type
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void coalesce_of_another_type_at_the_end() {
    static_cast<void>(orm::coalesce(items.note, items.name, "x"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::coalesce(items.note, items.name, 1));
#endif
}
