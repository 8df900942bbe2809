// SPDX-License-Identifier: MIT
// many_through() whose middle columns are of two tables.
// expect: orm: the second and third column of many_through() must be of one table
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void through_two_tables() {
    [[maybe_unused]] constexpr auto valid = member_clubs;
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] constexpr auto wrong =
        orm::many_through(members.id, memberships.memberId, articles.id, clubs.id);
#endif
}
