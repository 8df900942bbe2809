// SPDX-License-Identifier: MIT
// Running a find that is not bound to a database.
// expect: orm: this query is not bound to a database
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void find_without_database() {
    [[maybe_unused]] auto valid = orm::find(members);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = orm::find(members).all();
#endif
}
