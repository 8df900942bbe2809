// SPDX-License-Identifier: MIT
// expect: window functions are computed after the joins
// expect: in a subquery under a name
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void window_in_having() {
    static_cast<void>(
        orm::select(items.name).from(items).group_by(items.name).having(orm::count() > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(items.name).from(items).group_by(items.name).having(orm::rank().over() == 1));
#endif
}
