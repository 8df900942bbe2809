// SPDX-License-Identifier: MIT
// expect: is compared with an orm::row() of as many values
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void rows_of_different_width(std::int64_t id) {
    static_cast<void>(orm::row(users.name, users.id) > orm::row("a", id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::row(users.name, users.id) > orm::row("a", id, 3));
#endif
}
