// SPDX-License-Identifier: MIT
// expect: PostgreSQL does not compare
// expect: pg::json
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void json_is_distinct() {
    static_cast<void>(items.meta.is_distinct_from(items.meta));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.raw.is_distinct_from(items.raw));
#endif
}
