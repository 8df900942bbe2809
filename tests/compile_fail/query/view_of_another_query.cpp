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

void view_of_another_query() {
    static_cast<void>(
        orm::view<total_table>("t", orm::select(posts.authorId, posts.id).from(posts)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::view<total_table>("t", orm::select(posts.authorId, posts.title).from(posts)));
#endif
}
