// SPDX-License-Identifier: MIT
// expect: names an item of a select list
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void name_in_a_function() {
    static_cast<void>(orm::lower(items.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::lower(items.name.as<"n">()));
#endif
}
