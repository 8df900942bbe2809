// SPDX-License-Identifier: MIT
// expect: this_number_does_not_fit_the_column
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void constant_that_does_not_fit_the_column() {
    static_cast<void>(orm::update(users).set({.age = 2'147'483'647}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(users).set({.age = 2'147'483'648}));
#endif
}
