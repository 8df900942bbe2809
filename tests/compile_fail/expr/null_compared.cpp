// SPDX-License-Identifier: MIT
// expect: a comparison with NULL is never true in SQL
#include <optional>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void null_compared() {
    static_cast<void>(users.image.is_null());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.image == std::nullopt);
#endif
}
