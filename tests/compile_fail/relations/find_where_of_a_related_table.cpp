// SPDX-License-Identifier: MIT
// A find's where() on a related table.
// expect: orm: the statement uses a column whose table is in neither from() nor a join()
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void find_where_of_a_related_table() {
    [[maybe_unused]] auto valid = orm::find(members).where(member_articles.any(articles.id > 1));
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = orm::find(members).with(member_articles).where(articles.id > 1);
#endif
}
