// SPDX-License-Identifier: MIT
// expect: a window says partition_by(), then order_by()
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_order_before_partition() {
    static_cast<void>(orm::partition_by(items.name).order_by(items.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::window().order_by(items.id).partition_by(items.name));
#endif
}
