// SPDX-License-Identifier: MIT
// expect: order_by() with exactly one item
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void range_distance_with_two_orders() {
    static_cast<void>(orm::window().order_by(items.id).range(orm::preceding(1)));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::window().order_by(items.id, items.stock).range(orm::preceding(1)));
#endif
}
