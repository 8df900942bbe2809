// SPDX-License-Identifier: MIT
// expect: this name is empty or longer than 63 bytes
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void subquery_name_that_is_too_long() {
    auto query = orm::select(users.id).from(users);
    static_cast<void>(query.as_table<"short">());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        query.as_table<"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg">());
#endif
}
