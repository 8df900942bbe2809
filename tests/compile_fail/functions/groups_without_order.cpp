// SPDX-License-Identifier: MIT
// expect: groups() needs order_by()
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void groups_without_order() {
    static_cast<void>(orm::window().order_by(items.id).groups(orm::current_row));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::window().groups(orm::current_row));
#endif
}
