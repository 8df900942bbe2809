// SPDX-License-Identifier: MIT
// expect: this is not a condition
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void having_is_no_condition() {
    static_cast<void>(
        orm::select(users.name).from(users).group_by(users.name).having(orm::count() > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(users.name).from(users).group_by(users.name).having(orm::count()));
#endif
}
