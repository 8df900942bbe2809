// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void offset_twice() {
    static_cast<void>(orm::select(users.name).from(users).offset(1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).offset(1).offset(2));
#endif
}
