// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void group_by_twice() {
    static_cast<void>(orm::select(users.name).from(users).group_by(users.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).group_by(users.name).group_by(users.age));
#endif
}
