// SPDX-License-Identifier: MIT
// expect: like() compares a text column with a text pattern
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void like_of_a_number() {
    static_cast<void>(users.name.like("A%"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.age.like("1%"));
#endif
}
