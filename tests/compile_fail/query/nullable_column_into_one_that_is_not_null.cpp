// SPDX-License-Identifier: MIT
// expect: this value can be NULL and the column is NOT NULL
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void nullable_column_into_one_that_is_not_null() {
    auto valid =
        orm::update(users).set({.name = orm::coalesce(users.image, "")}).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).set({.name = users.image}).where(users.id == 1);
#endif
}
