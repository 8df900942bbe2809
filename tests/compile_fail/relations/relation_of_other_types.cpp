// SPDX-License-Identifier: MIT
// A relation whose columns PostgreSQL does not compare.
// expect: orm: this relation joins two columns whose SQL types PostgreSQL does not compare
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void relation_of_other_types() {
    [[maybe_unused]] constexpr auto valid = orm::many(members.id, articles.authorId);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] constexpr auto wrong = orm::many(members.id, articles.content);
#endif
}
