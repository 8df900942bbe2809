// SPDX-License-Identifier: MIT
// expect: raw_sql_has_a_quote_or_comment_that_does_not_end
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void raw_sql_with_an_open_quote() {
    static_cast<void>(orm::sql<std::string>("'it''s'"));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::sql<std::string>("'it's'"));
#endif
}
