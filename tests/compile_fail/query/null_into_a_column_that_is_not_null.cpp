// SPDX-License-Identifier: MIT
// expect-gcc: cannot convert
// expect-clang: no viable conversion
// expect-max-lines: 55 because a field lists its constructors instead of one sentence
#include <optional>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void null_into_a_column_that_is_not_null() {
    static_cast<void>(orm::update(users).set({.image = std::nullopt}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.name = std::nullopt}));
#endif
}
