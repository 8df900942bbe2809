// SPDX-License-Identifier: MIT
// expect: limit() and offset() take a number of rows
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void limit_of_text() {
    static_cast<void>(orm::select(users.name).from(users).limit(1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).limit("1"));
#endif
}
