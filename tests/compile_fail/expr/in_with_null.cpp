// SPDX-License-Identifier: MIT
// expect: a value of in()
// expect-max-lines: 19 because clang prints the frames of the macro behind the operator
#include <optional>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void in_with_null() {
    static_cast<void>(users.image.in("a"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.image.in("a", std::nullopt));
#endif
}
