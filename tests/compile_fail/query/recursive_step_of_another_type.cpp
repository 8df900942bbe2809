// SPDX-License-Identifier: MIT
// expect: of types that PostgreSQL brings together
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct total_table {
    orm::bigint<M> authorId;
    orm::bigint<M> postCount;
};

void recursive_step_of_another_type() {
    auto first = orm::select(posts.authorId, posts.id).from(posts);
    static_cast<void>(orm::with_recursive<total_table, "t">(
        first, [](auto const& t) { return orm::select(t.authorId, t.postCount).from(t); }));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::with_recursive<total_table, "t">(first, [](auto const& t) {
        return orm::select(t.authorId, users.name).from(t).cross_join(users);
    }));
#endif
}
