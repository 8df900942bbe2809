// SPDX-License-Identifier: MIT
// expect: where() filters rows before they are grouped
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void exists_with_an_aggregate() {
    static_cast<void>(orm::exists(posts, posts.published));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::exists(posts, orm::count() > 1));
#endif
}
