// SPDX-License-Identifier: MIT
// expect: a new value is computed for one row
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void aggregate_in_set() {
    auto valid = orm::update(users).set({.score = users.score}).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).set({.score = orm::max(users.score)}).where(users.id == 1);
#endif
}
