// SPDX-License-Identifier: MIT
// expect: Moments take intervals and durations
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void moment_plus_moment() {
    static_cast<void>(items.seen - items.seen);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.seen + items.seen);
#endif
}
