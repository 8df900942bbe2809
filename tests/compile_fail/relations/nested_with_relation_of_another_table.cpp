// SPDX-License-Identifier: MIT
// A nested with() of a relation that starts elsewhere.
// expect: orm: with() was given a relation that starts at another table
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void nested_with_relation_of_another_table() {
    [[maybe_unused]] auto valid = member_articles.with(article_remarks);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = member_articles.with(remark_likes);
#endif
}
