// SPDX-License-Identifier: MIT
// expect: name
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void run_time_table_name(const char* name) {
    static_cast<void>(orm::table<user_table>("t"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::table<user_table>(name));
#endif
}
