// SPDX-License-Identifier: MIT
// expect: this is none
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

void refresh_of_a_plain_view() {
    static_cast<void>(orm::refresh(kept));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::refresh(totals));
#endif
}
