// SPDX-License-Identifier: MIT
// expect: this is not a condition
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void condition_is_a_column_of_text() {
    static_cast<void>(orm::select(users.name).from(users).where(users.emailVerified));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).where(users.name));
#endif
}
