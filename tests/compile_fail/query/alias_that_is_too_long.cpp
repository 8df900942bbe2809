// SPDX-License-Identifier: MIT
// expect: this name is empty or longer than 63 bytes
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void alias_that_is_too_long() {
    static_cast<void>(orm::alias<"short">(users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::alias<"aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggg">(users));
#endif
}
