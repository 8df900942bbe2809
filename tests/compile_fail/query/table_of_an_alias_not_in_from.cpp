// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

constexpr auto author = orm::alias<"author">(users);

void table_of_an_alias_not_in_from() {
    static_cast<void>(orm::select(author.id).from(author).where(author.age > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(author.id).from(author).where(users.age > 1));
#endif
}
