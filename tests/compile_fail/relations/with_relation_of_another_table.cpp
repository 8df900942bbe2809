// SPDX-License-Identifier: MIT
// with() of a relation that starts elsewhere.
// expect: orm: with() was given a relation that starts at another table
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void with_relation_of_another_table() {
    [[maybe_unused]] auto valid = orm::find(members).with(member_articles);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = orm::find(members).with(article_remarks);
#endif
}
