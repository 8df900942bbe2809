// SPDX-License-Identifier: MIT
// expect: a column that can be NULL and is not
// expect: total_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct total_table {
    orm::bigint<M> authorId;
    orm::bigint<M> postCount;
};

void declared_column_that_can_be_null() {
    static_cast<void>(
        orm::select(posts.authorId, posts.id).from(posts).as_table<total_table, "t">());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(comments.authorId, comments.id).from(comments).as_table<total_table, "t">());
#endif
}
