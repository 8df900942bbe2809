// SPDX-License-Identifier: MIT
// expect: a value of in()
#include <optional>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void in_with_null() {
    static_cast<void>(users.image.in("a"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.image.in("a", std::nullopt));
#endif
}
