// SPDX-License-Identifier: MIT
// A relation's where() on the table that it starts at.
// expect: orm: the statement uses a column whose table is in neither from() nor a join()
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void relation_where_of_the_parent() {
    [[maybe_unused]] auto valid = member_articles.where(articles.id > 1);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = member_articles.where(members.id > 1);
#endif
}
