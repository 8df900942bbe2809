// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: kind::same
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void contains_of_other_elements() {
    static_cast<void>(orm::contains(items.tags, std::vector<std::string>{}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::contains(items.tags, std::vector<std::int32_t>{}));
#endif
}
