// SPDX-License-Identifier: MIT
// expect: do not fit what the query gives
// expect: total_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct total_table {
    orm::bigint<M> authorId;
    orm::bigint<M> postCount;
};

void declared_columns_of_another_type() {
    static_cast<void>(
        orm::select(posts.authorId, posts.id).from(posts).as_table<total_table, "t">());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(posts.authorId, posts.title).from(posts).as_table<total_table, "t">());
#endif
}
