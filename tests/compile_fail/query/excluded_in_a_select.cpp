// SPDX-License-Identifier: MIT
// expect: excluded_row
// expect: in neither from() nor a join()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void excluded_in_a_select() {
    auto valid = orm::select(users.id).from(users).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).where(orm::excluded(users.id) == 1);
#endif
}
