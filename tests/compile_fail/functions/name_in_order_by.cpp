// SPDX-License-Identifier: MIT
// expect: names an item of a select list
// expect: orm::output<
// expect: pg::text
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void name_in_order_by() {
    static_cast<void>(orm::select(items.id).from(items).order_by(items.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(items.id).from(items).order_by(items.name.as<"n">()));
#endif
}
