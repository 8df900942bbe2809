// SPDX-License-Identifier: MIT
// expect: this subquery does not give that column
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void subquery_does_not_give_the_name() {
    auto sub = orm::select(orm::count().as<"posts">()).from(posts).as_table<"sub">();
    static_cast<void>(sub.column<"posts">());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(sub.column<"post">());
#endif
}
