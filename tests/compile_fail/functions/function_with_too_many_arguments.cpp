// SPDX-License-Identifier: MIT
// expect: takes another number of arguments
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void function_with_too_many_arguments() {
    static_cast<void>(orm::initcap(items.name));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::initcap(items.name, 1));
#endif
}
