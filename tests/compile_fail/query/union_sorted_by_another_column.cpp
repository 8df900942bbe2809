// SPDX-License-Identifier: MIT
// expect: a set operation is sorted by columns of its first select list
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void union_sorted_by_another_column() {
    auto both = orm::select(users.id).from(users).union_(orm::select(posts.id).from(posts));
    static_cast<void>(both.order_by(users.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(both.order_by(users.age));
#endif
}
