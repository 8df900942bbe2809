// SPDX-License-Identifier: MIT
// expect: cannot tell the server the type of this argument
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_null() {
    static_cast<void>(orm::sql<bool>("{} = {}", users.id, std::optional<int>{}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sql<bool>("{} = {}", users.id, std::nullopt));
#endif
}
