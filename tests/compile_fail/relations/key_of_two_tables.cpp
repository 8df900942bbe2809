// SPDX-License-Identifier: MIT
// A key whose columns are of two tables.
// expect: orm: the columns of one orm::key_of(...) must be of one table
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void key_of_two_tables() {
    [[maybe_unused]] constexpr auto valid = orm::key_of(shelves.room, shelves.number);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] constexpr auto wrong = orm::key_of(shelves.room, volumes.shelfNumber);
#endif
}
