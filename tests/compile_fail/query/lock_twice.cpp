// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void lock_twice() {
    static_cast<void>(orm::select(users.id).from(users).for_update());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).for_update().for_share());
#endif
}
