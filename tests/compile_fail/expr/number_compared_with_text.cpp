// SPDX-License-Identifier: MIT
// expect: have SQL types that PostgreSQL does not compare
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void number_compared_with_text() {
    static_cast<void>(users.name == "Ann");
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.age == "Ann");
#endif
}
