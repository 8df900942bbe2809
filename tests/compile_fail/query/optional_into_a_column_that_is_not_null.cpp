// SPDX-License-Identifier: MIT
// expect-gcc: cannot convert
// expect-clang: no viable conversion
// expect-max-lines: 58 because a field lists its constructors instead of one sentence
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
