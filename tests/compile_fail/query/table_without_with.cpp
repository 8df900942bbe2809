// SPDX-License-Identifier: MIT
// expect: reads a common table expression that it does not define
// expect: "totals"
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

constexpr auto totals = orm::with<"totals">(
    orm::select(posts.authorId, orm::count().as<"posts">()).from(posts).group_by(posts.authorId));

void table_without_with() {
    static_cast<void>(orm::to_sql(orm::with(totals).select(totals.column<"posts">()).from(totals)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(orm::select(totals.column<"posts">()).from(totals)));
#endif
}
