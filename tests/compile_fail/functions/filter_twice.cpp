// SPDX-License-Identifier: MIT
// expect: this aggregate has a filter() already
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void filter_twice() {
    static_cast<void>(orm::count().filter(items.active));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::count().filter(items.active).filter(items.active));
#endif
}
