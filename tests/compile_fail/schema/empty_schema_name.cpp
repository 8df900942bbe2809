// SPDX-License-Identifier: MIT
// expect: an SQL name needs 1 to 63 bytes
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void empty_schema_name() {
    static_cast<void>(orm::pg::schema("auth"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::pg::schema(""));
#endif
}
