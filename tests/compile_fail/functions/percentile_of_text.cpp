// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: item_table
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void percentile_of_text() {
    static_cast<void>(orm::percentile_cont(0.5).within_group(items.ratio));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::percentile_cont(0.5).within_group(items.name));
#endif
}
