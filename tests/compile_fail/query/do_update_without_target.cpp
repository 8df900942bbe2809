// SPDX-License-Identifier: MIT
// Rule: do_update() answers a named conflict.
// expect: do_update() needs a target
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void updating_on_any_conflict() {
    auto start = orm::insert(users).values({.name = "Ann", .email = "a"});
    auto valid = start.on_conflict(users.email).do_update({.name = "Ann"});
#ifdef ORM_EXPECT_ERROR
    auto wrong = start.on_conflict().do_update({.name = "Ann"});
#endif
}
