// SPDX-License-Identifier: MIT
// expect: this clause was already said
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void set_twice() {
    static_cast<void>(orm::update(users).set({.age = 1}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.age = 1}).set({.name = "Ann"}));
#endif
}
