// SPDX-License-Identifier: MIT
// expect: this table is already in from() or a join()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

constexpr auto author = orm::alias<"author">(users);

void table_twice() {
    static_cast<void>(orm::select(users.name).from(users).join(author, author.id == users.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).join(users, users.id == users.id));
#endif
}
