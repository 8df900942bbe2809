// SPDX-License-Identifier: MIT
// expect-gcc: constraint
// expect-clang: operand_like
// expect-max-lines: 18 because g++ explains the constraint of order_by()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void order_by_a_run_time_string() {
    const std::string name = "age";
    auto valid = orm::select(users.id).from(users).order_by(users.age);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).order_by(name);
#endif
}
