// SPDX-License-Identifier: MIT
// expect: PostgreSQL knows no such unit of time
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void unknown_unit_to_truncate() {
    static_cast<void>(orm::date_trunc<"week">(items.seen));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::date_trunc<"fortnight">(items.seen));
#endif
}
