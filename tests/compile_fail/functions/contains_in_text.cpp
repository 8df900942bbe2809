// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void contains_in_text() {
    static_cast<void>(orm::contains(items.tags, items.tags));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::contains(items.name, items.name));
#endif
}
