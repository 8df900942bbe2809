// SPDX-License-Identifier: MIT
// expect: set() and do_update() take the columns to write
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void set_of_a_row(const User& ann, const orm::update_of<users>& patch) {
    static_cast<void>(orm::update(users).set(patch));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set(ann));
#endif
}
