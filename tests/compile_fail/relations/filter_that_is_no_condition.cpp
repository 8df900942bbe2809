// SPDX-License-Identifier: MIT
// any() of something that is no condition.
// expect: orm: this is not a condition
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

void filter_that_is_no_condition() {
    [[maybe_unused]] auto valid = member_articles.any(articles.id > 1);
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = member_articles.any(articles.content);
#endif
}
