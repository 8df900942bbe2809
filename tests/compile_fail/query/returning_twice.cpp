// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void returning_twice() {
    auto valid = orm::delete_from(users).all_rows().returning(users.id);
#ifdef ORM_EXPECT_ERROR
    auto wrong = valid.returning(users.name);
#endif
}
