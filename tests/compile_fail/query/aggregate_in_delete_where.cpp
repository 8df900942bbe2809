// SPDX-License-Identifier: MIT
// expect: where() filters rows before they are grouped
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void aggregate_in_delete_where() {
    static_cast<void>(orm::delete_from(users).where(users.id == 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::delete_from(users).where(orm::max(users.id) == 1));
#endif
}
