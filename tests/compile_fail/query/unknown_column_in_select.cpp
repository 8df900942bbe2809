// SPDX-License-Identifier: MIT
// expect: nickname
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void unknown_column_in_select() {
    static_cast<void>(orm::select(users.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.nickname));
#endif
}
