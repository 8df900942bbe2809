// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void having_twice() {
    static_cast<void>(
        orm::select(users.name).from(users).group_by(users.name).having(orm::count() > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name)
                          .from(users)
                          .group_by(users.name)
                          .having(orm::count() > 1)
                          .having(orm::count() > 2));
#endif
}
