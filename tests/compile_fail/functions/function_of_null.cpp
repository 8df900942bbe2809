// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: a NULL or an optional is no argument
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void function_of_null() {
    static_cast<void>(orm::replace(items.name, "a", "b"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::replace(items.name, "a", std::nullopt));
#endif
}
