// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void nowait_and_skip_locked() {
    static_cast<void>(orm::select(users.id).from(users).for_update().nowait());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).for_update().nowait().skip_locked());
#endif
}
