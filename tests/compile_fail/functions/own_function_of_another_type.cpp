// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::bytea
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void own_function_of_another_type() {
    static_cast<void>(orm::function<"f", orm::pg::text(orm::pg::text)>(items.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::function<"f", orm::pg::text(orm::pg::text)>(items.data));
#endif
}
