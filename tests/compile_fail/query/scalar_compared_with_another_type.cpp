// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void scalar_compared_with_another_type() {
    static_cast<void>(users.age > orm::scalar(orm::select(orm::count()).from(posts)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.name == orm::scalar(orm::select(orm::count()).from(posts)));
#endif
}
