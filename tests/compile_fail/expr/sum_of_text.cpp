// SPDX-License-Identifier: MIT
// expect: sum() and avg() need a numeric column
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void sum_of_text() {
    static_cast<void>(orm::sum(users.age));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sum(users.name));
#endif
}
