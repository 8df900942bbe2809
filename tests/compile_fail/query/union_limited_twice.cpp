// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void union_limited_twice() {
    auto both = orm::select(users.id).from(users).union_(orm::select(posts.id).from(posts));
    static_cast<void>(both.limit(1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(both.limit(1).limit(2));
#endif
}
