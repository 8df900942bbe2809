// SPDX-License-Identifier: MIT
// expect-gcc: cannot convert
// expect-clang: no viable conversion
// expect-max-lines: 52 because a field lists its constructors instead of one sentence
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void column_of_another_type_in_set() {
    static_cast<void>(orm::update(users).set({.name = users.email}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.name = users.age}));
#endif
}
