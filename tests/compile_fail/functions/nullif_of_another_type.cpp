// SPDX-License-Identifier: MIT
// expect: need one SQL type
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void nullif_of_another_type() {
    static_cast<void>(orm::nullif(items.name, ""));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::nullif(items.name, 0));
#endif
}
