// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void order_by_twice() {
    static_cast<void>(orm::select(users.name).from(users).order_by(users.name, users.age));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.name).from(users).order_by(users.name).order_by(users.age));
#endif
}
