// SPDX-License-Identifier: MIT
// Rule: each named parameter gets a value.
// expect: the arguments do not fit the query's named parameters
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void no_email(const orm::database& db) {
    auto query = db.prepare(orm::select().from(users).where(users.email == orm::param<"email">));
    auto valid = query.first(orm::arg<"email">("ann@example.com"));
#ifdef ORM_EXPECT_ERROR
    query.first();
#endif
}
