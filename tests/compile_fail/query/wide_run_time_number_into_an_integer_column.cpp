// SPDX-License-Identifier: MIT
// expect: not a constant expression
// expect: wide
#include <cstdint>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void wide_run_time_number_into_an_integer_column(std::int64_t wide) {
    static_cast<void>(orm::update(users).set({.id = wide}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.age = wide}));
#endif
}
