// SPDX-License-Identifier: MIT
// expect: locks nothing
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void skip_locked_without_lock() {
    static_cast<void>(orm::select(users.id).from(users).for_update().skip_locked());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).skip_locked());
#endif
}
