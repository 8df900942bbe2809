// SPDX-License-Identifier: MIT
// relation_of<> of tables with two foreign keys between them.
// expect: orm: relation_of<from, to> finds several foreign keys between these tables
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void relation_of_with_several_foreign_keys() {
    [[maybe_unused]] constexpr auto valid = orm::relation_of<articles, remarks>;
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] constexpr auto wrong = orm::relation_of<articles, members>;
#endif
}
