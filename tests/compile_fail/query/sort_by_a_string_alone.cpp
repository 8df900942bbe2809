// SPDX-License-Identifier: MIT
// expect: among at least one orm::sort_key
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void sort_by_a_string_alone() {
    const std::string name = "age";
    auto valid = orm::sort_by(name, orm::sort_key("age", users.age));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::sort_by(name);
#endif
}
