// SPDX-License-Identifier: MIT
// expect: this struct cannot take them
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

struct key {
    std::int64_t id;
};

void struct_that_does_not_fit_returning() {
    auto valid = orm::to_sql(orm::delete_from(users).all_rows().returning(users.id).as<key>());
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::to_sql(orm::delete_from(users).all_rows().returning(users.name).as<key>());
#endif
}
