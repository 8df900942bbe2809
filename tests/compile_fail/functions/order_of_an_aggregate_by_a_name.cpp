// SPDX-License-Identifier: MIT
// expect: names an item of a select list
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void order_of_an_aggregate_by_a_name() {
    static_cast<void>(orm::array_agg(items.name).order_by(items.id.desc()));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::array_agg(items.name).order_by(items.id.as<"n">()));
#endif
}
