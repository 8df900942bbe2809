// SPDX-License-Identifier: MIT
// expect: this value can be NULL and the column is NOT NULL
#include <optional>
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void optional_into_a_column_that_is_not_null(std::optional<std::string> text) {
    static_cast<void>(orm::update(users).set({.image = text}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.name = text}));
#endif
}
