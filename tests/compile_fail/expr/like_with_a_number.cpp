// SPDX-License-Identifier: MIT
// expect: like() compares a text column with a text pattern
// expect-max-lines: 19 because clang prints the frames of the macro behind the operator
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void like_with_a_number() {
    static_cast<void>(users.name.like("A%"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.name.like(1));
#endif
}
