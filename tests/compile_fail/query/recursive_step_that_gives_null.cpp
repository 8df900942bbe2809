// SPDX-License-Identifier: MIT
// expect: do not fit what the query gives
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void recursive_step_that_gives_null() {
    auto first = orm::select(comments.postId).from(comments);
    static_cast<void>(orm::with_recursive<"t">(
        first, [](auto const& t) { return orm::select(t.value()).from(t); }));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::with_recursive<"t">(first, [](auto const& t) {
        return orm::select(comments.authorId).from(comments).join(t, t.value() == comments.id);
    }));
#endif
}
