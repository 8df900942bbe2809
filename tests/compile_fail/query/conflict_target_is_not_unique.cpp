// SPDX-License-Identifier: MIT
// expect: on_conflict() needs a column that is a primary key or unique
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void conflict_target_is_not_unique() {
    static_cast<void>(orm::insert(users)
                          .values({.name = "a", .email = "b"})
                          .on_conflict(users.email)
                          .do_nothing());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(users)
                          .values({.name = "a", .email = "b"})
                          .on_conflict(users.name)
                          .do_nothing());
#endif
}
