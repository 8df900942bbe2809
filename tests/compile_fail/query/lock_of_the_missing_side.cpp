// SPDX-License-Identifier: MIT
// expect: an outer join may find no row of this table
// expect: post_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void lock_of_the_missing_side() {
    auto joined = orm::select(users.name).from(users).left_join(posts, posts.authorId == users.id);
    static_cast<void>(orm::to_sql(joined.for_share().of(users)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(joined.for_share().of(posts)));
#endif
}
