// SPDX-License-Identifier: MIT
// expect: a window function directly
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void window_in_set() {
    auto valid = orm::update(users).set({.score = 1.5}).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users)
                     .set({.score = orm::percent_rank().over(orm::window().order_by(users.age))})
                     .where(users.id == 1);
#endif
}
