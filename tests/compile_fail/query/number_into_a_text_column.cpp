// SPDX-License-Identifier: MIT
// expect: this value is not of the column's type
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void number_into_a_text_column() {
    static_cast<void>(orm::update(users).set({.name = "Ann"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.name = 1}));
#endif
}
