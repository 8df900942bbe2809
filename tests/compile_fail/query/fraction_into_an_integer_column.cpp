// SPDX-License-Identifier: MIT
// expect: this value is not of the column's type
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void fraction_into_an_integer_column() {
    static_cast<void>(orm::update(users).set({.score = 1.5}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.age = 1.5}));
#endif
}
