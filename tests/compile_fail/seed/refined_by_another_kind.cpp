// SPDX-License-Identifier: MIT
// expect: refine() gives this column values of another kind
#include <orm/seed.hpp>

#include "support/blog_schema.hpp"

void text_for_a_number() {
    auto valid = orm::refine(users.age, orm::fake::integers(18, 90));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::refine(users.age, orm::fake::email());
#endif
}
