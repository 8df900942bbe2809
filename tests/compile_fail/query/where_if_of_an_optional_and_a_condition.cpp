// SPDX-License-Identifier: MIT
// expect: where_if() of a std::optional takes a function
#include <optional>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void where_if_of_an_optional_and_a_condition(std::optional<int> least) {
    static_cast<void>(
        orm::select(users.id).from(users).where_if(least.has_value(), users.age >= 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(users.id).from(users).where_if(least, users.age >= *least));
#endif
}
