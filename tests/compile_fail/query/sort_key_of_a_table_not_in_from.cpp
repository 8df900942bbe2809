// SPDX-License-Identifier: MIT
// expect: post_table
// expect: in neither from() nor a join()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void sort_key_of_a_table_not_in_from() {
    const std::string name = "t";
    auto valid = orm::select(users.id).from(users).order_by(users.age);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).order_by(
        orm::sort_by(name, orm::sort_key("t", posts.title)));
#endif
}
