// SPDX-License-Identifier: MIT
// expect: both ends of between()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void between_of_wrong_type() {
    static_cast<void>(users.age.between(1, 2));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.age.between(1, "2"));
#endif
}
