// SPDX-License-Identifier: MIT
// expect: this subquery does not give that column
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void subquery_does_not_give_the_column() {
    auto sub = orm::select(users.id).from(users).as_table<"sub">();
    static_cast<void>(sub[users.id]);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(sub[users.age]);
#endif
}
