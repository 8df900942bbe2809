// SPDX-License-Identifier: MIT
// expect: this table is already in from() or a join()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void subquery_twice() {
    auto sub = orm::select(users.id).from(users).as_table<"sub">();
    static_cast<void>(orm::select(users.id).from(users).cross_join(sub));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).cross_join(sub).cross_join(sub));
#endif
}
