// SPDX-License-Identifier: MIT
// A key of two columns against one column.
// expect: orm: the two keys of this relation have different numbers of columns
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void relation_keys_of_other_sizes() {
    [[maybe_unused]] constexpr auto valid = shelf_volumes;
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] constexpr auto wrong =
        orm::many(orm::key_of(shelves.room, shelves.number), volumes.room);
#endif
}
