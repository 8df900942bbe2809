// SPDX-License-Identifier: MIT
// expect: need a window. Add .over()
// expect: pg::int8
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_function_without_over() {
    static_cast<void>(orm::select(orm::row_number().over()).from(items));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(orm::row_number()).from(items));
#endif
}
