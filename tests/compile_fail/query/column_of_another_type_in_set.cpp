// SPDX-License-Identifier: MIT
// expect: this value is not of the column's type
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_of_another_type_in_set() {
    static_cast<void>(orm::update(users).set({.name = users.email}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.name = users.age}));
#endif
}
