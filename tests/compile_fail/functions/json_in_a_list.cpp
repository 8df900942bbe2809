// SPDX-License-Identifier: MIT
// expect: does not compare with the column
// expect: pg::json
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void json_in_a_list() {
    static_cast<void>(items.meta.in(items.meta, items.meta));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.raw.in(items.raw, items.raw));
#endif
}
