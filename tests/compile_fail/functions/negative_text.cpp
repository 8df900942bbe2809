// SPDX-License-Identifier: MIT
// expect: calculate with numbers
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void negative_text() {
    static_cast<void>(-items.stock);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(-items.name);
#endif
}
