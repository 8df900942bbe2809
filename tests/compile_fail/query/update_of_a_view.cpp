// SPDX-License-Identifier: MIT
// expect: can only be read
// expect: total_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct total_table {
    orm::bigint<M> authorId;
    orm::bigint<M> postCount;
};

constexpr auto totals = orm::view<total_table>("totals");
constexpr auto kept = orm::materialized_view<total_table>("kept");

void update_of_a_view() {
    static_cast<void>(orm::update(users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::update(totals));
#endif
}
