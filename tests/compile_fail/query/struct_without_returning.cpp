// SPDX-License-Identifier: MIT
// expect: as<Struct>() reads rows, and this statement gives none
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

struct key {
    std::int64_t id;
};

void struct_without_returning() {
    auto valid = orm::delete_from(users).all_rows().returning(users.id).as<key>();
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::delete_from(users).all_rows().as<key>();
#endif
}
