// SPDX-License-Identifier: MIT
// expect: post_table
// expect: in neither from() nor a join()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void condition_list_of_another_table() {
    std::vector<orm::condition<posts>> filters{posts.published == true};
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).where(orm::all_of(filters));
#endif
}
