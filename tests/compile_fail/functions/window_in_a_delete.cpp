// SPDX-License-Identifier: MIT
// expect: where() filters rows before they are grouped
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_in_a_delete() {
    static_cast<void>(orm::delete_from(items).where(items.id == 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::delete_from(items).where(orm::rank().over() == 1));
#endif
}
