// SPDX-License-Identifier: MIT
// expect: each at most once
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_frame_twice() {
    static_cast<void>(orm::window().rows(orm::current_row));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::window().rows(orm::current_row).rows(orm::current_row));
#endif
}
