// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void columns_of_different_types_compared() {
    static_cast<void>(users.id == posts.authorId);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.id == posts.title);
#endif
}
