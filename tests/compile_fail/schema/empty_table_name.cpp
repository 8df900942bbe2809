// SPDX-License-Identifier: MIT
// expect: an SQL name needs 1 to 63 bytes
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void empty_table_name() {
    static_cast<void>(orm::table<user_table>("t"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::table<user_table>(""));
#endif
}
