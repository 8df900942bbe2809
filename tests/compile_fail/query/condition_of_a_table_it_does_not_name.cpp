// SPDX-License-Identifier: MIT
// expect: post_table
// expect: this condition uses a table that its type does not name
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void condition_of_a_table_it_does_not_name() {
    std::vector<orm::condition<users>> filters{users.age > 1};
#ifdef ORM_EXPECT_ERROR
    filters.push_back(posts.published == true);
#endif
}
