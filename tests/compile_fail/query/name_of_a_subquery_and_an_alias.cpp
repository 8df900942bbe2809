// SPDX-License-Identifier: MIT
// expect: a table of this statement already has this name
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

constexpr auto first = orm::alias<"same">(users);

void name_of_a_subquery_and_an_alias() {
    static_cast<void>(orm::select(first.id).from(first));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(first.id).from(first).cross_join(
        orm::select(posts.id).from(posts).as_table<"same">()));
#endif
}
