// SPDX-License-Identifier: MIT
// expect: both ends of between()
#include <optional>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void between_null() {
    static_cast<void>(users.age.between(1, 2));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.age.between(1, std::nullopt));
#endif
}
