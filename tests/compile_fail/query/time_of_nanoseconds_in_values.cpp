// SPDX-License-Identifier: MIT
// expect: PostgreSQL keeps microseconds
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void time_of_nanoseconds_in_values() {
    auto valid =
        orm::insert(users).values({.name = "a", .email = "b", .createdAt = orm::utc_now()});
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(users).values(
        {.name = "a", .email = "b", .createdAt = std::chrono::system_clock::now()});
#endif
}
