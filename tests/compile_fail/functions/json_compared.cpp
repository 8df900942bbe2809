// SPDX-License-Identifier: MIT
// expect: PostgreSQL has no = for this SQL type
// expect: pg::json
// expect: store jsonb instead of json
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void json_compared() {
    static_cast<void>(items.meta == orm::json_text{"{}"});
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.raw == orm::json_text{"{}"});
#endif
}
