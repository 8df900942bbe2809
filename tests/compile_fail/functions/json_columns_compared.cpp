// SPDX-License-Identifier: MIT
// expect: PostgreSQL has no = for this SQL type
// expect: pg::json
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void json_columns_compared() {
    static_cast<void>(items.meta == items.meta);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.raw == items.raw);
#endif
}
