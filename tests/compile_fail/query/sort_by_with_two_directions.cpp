// SPDX-License-Identifier: MIT
// expect: gives every choice the direction
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void sort_by_with_two_directions() {
    const std::string name = "age";
    auto valid = orm::sort_by(name, orm::direction::ascending, orm::sort_key("age", users.age));
#ifdef ORM_EXPECT_ERROR
    auto wrong =
        orm::sort_by(name, orm::direction::ascending, orm::sort_key("age", users.age.desc()));
#endif
}
