// SPDX-License-Identifier: MIT
// expect: a comparison with NULL is never true in SQL
#include <optional>
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void optional_compared(std::optional<std::string> image) {
    static_cast<void>(users.image == *image);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.image == image);
#endif
}
