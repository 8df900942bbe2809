// SPDX-License-Identifier: MIT
// expect: is for text, and this is none
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void collate_of_a_number() {
    static_cast<void>(items.name.collate<"C">());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(items.stock.collate<"C">());
#endif
}
