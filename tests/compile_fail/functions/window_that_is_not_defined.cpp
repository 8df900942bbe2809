// SPDX-License-Identifier: MIT
// expect: uses a named window that the statement does not define
// expect: by_author
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

constexpr auto by_author = orm::window<"by_author">(orm::partition_by(posts.authorId));

void window_that_is_not_defined() {
    const auto query = orm::select(orm::row_number().over(by_author)).from(posts);
    static_cast<void>(orm::to_sql(query.window(by_author)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(query));
#endif
}
