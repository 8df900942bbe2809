// SPDX-License-Identifier: MIT
// expect: orm::condition is for where()
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void condition_with_an_aggregate() {
    std::vector<orm::condition<users>> filters{users.age > 1};
#ifdef ORM_EXPECT_ERROR
    filters.push_back(orm::count() > 1);
#endif
}
