// SPDX-License-Identifier: MIT
// expect: a table of this statement already has this name
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

constexpr auto first = orm::alias<"same">(users);
constexpr auto second = orm::alias<"same">(posts);

void name_of_two_tables() {
    static_cast<void>(orm::select(users.id).from(users).join(first, first.id == users.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(first.id).from(first).join(second, first.id == second.id));
#endif
}
