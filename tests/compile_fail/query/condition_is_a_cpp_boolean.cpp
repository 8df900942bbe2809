// SPDX-License-Identifier: MIT
// expect: this is not a condition
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void condition_is_a_cpp_boolean() {
    static_cast<void>(orm::select(users.name).from(users).where(users.age > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).where(1 > 2));
#endif
}
