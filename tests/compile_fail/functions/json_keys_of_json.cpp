// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::json
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void json_keys_of_json() {
    static_cast<void>(orm::has_key(items.meta, "a"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::has_key(items.raw, "a"));
#endif
}
