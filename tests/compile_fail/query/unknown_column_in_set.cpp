// SPDX-License-Identifier: MIT
// expect: nickname
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void unknown_column_in_set() {
    static_cast<void>(orm::update(users).set({.name = "Ann"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.nickname = "Ann"}));
#endif
}
