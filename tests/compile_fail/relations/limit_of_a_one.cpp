// SPDX-License-Identifier: MIT
// limit() of a relation that gives one row.
// expect: orm: one() gives at most one row for each parent
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void limit_of_a_one() {
    [[maybe_unused]] auto valid = member_articles.limit(1);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = article_author.limit(1);
#endif
}
