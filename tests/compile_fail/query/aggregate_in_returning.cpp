// SPDX-License-Identifier: MIT
// expect: returning() gives a row for each row that was written
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void aggregate_in_returning() {
    auto valid = orm::delete_from(users).all_rows().returning(users.id);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::delete_from(users).all_rows().returning(orm::count());
#endif
}
