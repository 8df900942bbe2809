// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void on_conflict_twice() {
    auto valid = orm::insert(users).values({.name = "a", .email = "b"}).on_conflict().do_nothing();
#ifdef ORM_EXPECT_ERROR
    auto wrong = valid.on_conflict().do_nothing();
#endif
}
