// SPDX-License-Identifier: MIT
// A table related to itself by its own columns.
// expect: orm: both columns of this relation are of the same table
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void self_relation_without_alias() {
    [[maybe_unused]] constexpr auto valid = orm::many(members.id, invited.invitedBy);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] constexpr auto wrong = orm::many(members.id, members.invitedBy);
#endif
}
