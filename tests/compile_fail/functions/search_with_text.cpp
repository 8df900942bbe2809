// SPDX-License-Identifier: MIT
// expect: an argument has an SQL type that this function does not take
// expect: pg::tsquery
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void search_with_text() {
    static_cast<void>(orm::matches_query(items.document, orm::to_tsquery("a")));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::matches_query(items.document, "a"));
#endif
}
