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

void delete_from_a_view() {
    static_cast<void>(orm::delete_from(users));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::delete_from(kept));
#endif
}
