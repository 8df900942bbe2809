// SPDX-License-Identifier: MIT
// expect: Moments take intervals and durations
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void moment_plus_number() {
    static_cast<void>(items.born + 1);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.seen + 1);
#endif
}
