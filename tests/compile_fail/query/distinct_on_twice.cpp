// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void distinct_on_twice() {
    static_cast<void>(orm::select(users.id).from(users).distinct_on(users.age));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(users.id).from(users).distinct_on(users.age).distinct_on(users.name));
#endif
}
