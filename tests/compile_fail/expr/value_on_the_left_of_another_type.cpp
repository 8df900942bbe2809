// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void value_on_the_left_of_another_type() {
    static_cast<void>(18 < users.age);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(18 < users.name);
#endif
}
