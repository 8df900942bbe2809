// SPDX-License-Identifier: MIT
// relation_of<> of tables without a foreign key between them.
// expect: orm: relation_of<from, to> finds no foreign key between these tables
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void relation_of_without_foreign_key() {
    [[maybe_unused]] constexpr auto valid = orm::relation_of<articles, remarks>;
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] constexpr auto wrong = orm::relation_of<articles, clubs>;
#endif
}
