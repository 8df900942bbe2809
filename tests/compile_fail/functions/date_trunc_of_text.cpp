// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void date_trunc_of_text() {
    static_cast<void>(orm::date_trunc<"week">(items.seen));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::date_trunc<"week">(items.name));
#endif
}
