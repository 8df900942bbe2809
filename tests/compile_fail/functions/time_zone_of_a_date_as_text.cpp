// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void time_zone_of_a_date_as_text() {
    static_cast<void>(orm::at_time_zone(items.seen, "UTC"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::at_time_zone(items.name, "UTC"));
#endif
}
