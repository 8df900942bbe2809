// SPDX-License-Identifier: MIT
// expect: having() filters groups, and this statement has none
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void having_without_grouping() {
    static_cast<void>(
        orm::select(users.name).from(users).group_by(users.name).having(users.name == "Ann"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).having(users.name == "Ann"));
#endif
}
