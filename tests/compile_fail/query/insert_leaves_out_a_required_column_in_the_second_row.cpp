// SPDX-License-Identifier: MIT
// expect: a_required_column_was_left_out_of_this_insert
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void insert_leaves_out_a_required_column_in_the_second_row() {
    static_cast<void>(
        orm::insert(users).values({{.name = "a", .email = "b"}, {.name = "c", .email = "d"}}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(users).values({{.name = "a", .email = "b"}, {.name = "c"}}));
#endif
}
