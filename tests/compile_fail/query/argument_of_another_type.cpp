// SPDX-License-Identifier: MIT
// Rule: each named parameter gets a value of its column's type.
// expect: the arguments do not fit the query's named parameters
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void an_email_that_is_a_number(const orm::database& db) {
    auto query = db.prepare(orm::select().from(users).where(users.email == orm::param<"email">));
    auto valid = query.first(orm::arg<"email">("ann@example.com"));
#ifdef ORM_EXPECT_ERROR
    query.first(orm::arg<"email">(42));
#endif
}
