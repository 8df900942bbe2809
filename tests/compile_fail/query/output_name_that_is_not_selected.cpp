// SPDX-License-Identifier: MIT
// expect: sorts by an output name that the select list does not have
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void output_name_that_is_not_selected() {
    static_cast<void>(orm::to_sql(
        orm::select(users.name.as<"label">()).from(users).order_by(orm::output<"label">)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::to_sql(
        orm::select(users.name.as<"label">()).from(users).order_by(orm::output<"name">)));
#endif
}
