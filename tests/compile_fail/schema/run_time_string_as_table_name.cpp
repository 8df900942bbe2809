// SPDX-License-Identifier: MIT
// expect: name
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void run_time_string_as_table_name(const std::string& name) {
    static_cast<void>(orm::table<user_table>("t"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::table<user_table>(name));
#endif
}
