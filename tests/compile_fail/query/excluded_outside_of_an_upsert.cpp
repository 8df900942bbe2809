// SPDX-License-Identifier: MIT
// expect: column of a table that this statement does not name
// expect: excluded_row
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void excluded_outside_of_an_upsert() {
    auto valid = orm::update(users).set({.name = users.email}).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).set({.name = orm::excluded(users.email)}).where(users.id == 1);
#endif
}
