// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void from_twice() {
    static_cast<void>(orm::select(users.name).from(users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).from(posts));
#endif
}
