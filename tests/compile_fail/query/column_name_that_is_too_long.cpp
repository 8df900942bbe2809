// SPDX-License-Identifier: MIT
// expect: this name is empty or longer than 63 bytes
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_name_that_is_too_long() {
    static_cast<void>(users.name.as<"short">());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        users.name.as<"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg">());
#endif
}
