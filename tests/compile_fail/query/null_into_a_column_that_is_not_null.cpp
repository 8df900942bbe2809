// SPDX-License-Identifier: MIT
// expect: this value can be NULL and the column is NOT NULL
#include <optional>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void null_into_a_column_that_is_not_null() {
    static_cast<void>(orm::update(users).set({.image = std::nullopt}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.name = std::nullopt}));
#endif
}
