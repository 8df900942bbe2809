// SPDX-License-Identifier: MIT
// Rule: rows are inserted into tables.
// expect: insert() takes the table itself, not an alias of it
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

inline constexpr auto author = orm::alias<"author">(users);

void inserting_into_an_alias() {
    auto valid = orm::insert(users);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(author);
#endif
}
