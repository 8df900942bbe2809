// SPDX-License-Identifier: MIT
// expect: A name that is known at run time only is chosen with orm::sort_by()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void order_by_a_run_time_string() {
    const std::string name = "age";
    auto valid = orm::select(users.id).from(users).order_by(users.age);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).order_by(name);
#endif
}
