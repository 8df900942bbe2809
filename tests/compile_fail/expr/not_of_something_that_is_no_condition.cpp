// SPDX-License-Identifier: MIT
// expect: this is not a condition
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void not_of_something_that_is_no_condition() {
    static_cast<void>(!users.emailVerified);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(!users.age);
#endif
}
