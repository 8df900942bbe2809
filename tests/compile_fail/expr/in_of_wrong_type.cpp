// SPDX-License-Identifier: MIT
// expect: a value of in()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void in_of_wrong_type() {
    static_cast<void>(users.age.in(1, 2));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.age.in(1, "2"));
#endif
}
