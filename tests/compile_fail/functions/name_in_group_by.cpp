// SPDX-License-Identifier: MIT
// expect: names an item of a select list
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void name_in_group_by() {
    static_cast<void>(orm::select(items.name).from(items).group_by(items.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(items.name).from(items).group_by(items.name.as<"n">()));
#endif
}
