// SPDX-License-Identifier: MIT
// expect: on_conflict().where() names a partial index
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void value_in_the_condition_of_a_partial_index() {
    auto start = orm::insert(users).values({.name = "a", .email = "b"}).on_conflict(users.email);
    auto valid = start.do_nothing();
#ifdef ORM_EXPECT_ERROR
    auto wrong = start.where(users.age == 1);
#endif
}
