// SPDX-License-Identifier: MIT
// expect: this value is not of the column's type
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void text_into_a_boolean_column() {
    static_cast<void>(orm::update(users).set({.emailVerified = false}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.emailVerified = "false"}));
#endif
}
