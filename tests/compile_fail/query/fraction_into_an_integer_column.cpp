// SPDX-License-Identifier: MIT
// expect-gcc: cannot convert
// expect-clang: no viable conversion
// expect-max-lines: 55 because a field lists its constructors instead of one sentence
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void fraction_into_an_integer_column() {
    static_cast<void>(orm::update(users).set({.score = 1.5}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.age = 1.5}));
#endif
}
