// SPDX-License-Identifier: MIT
// expect: calculate with numbers
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void remainder_of_text() {
    static_cast<void>(items.stock % 2);
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.name % 2);
#endif
}
