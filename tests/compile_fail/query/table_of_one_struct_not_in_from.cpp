// SPDX-License-Identifier: MIT
// expect: uses a column whose table is in neither from() nor a join()
// expect: total_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct total_table {
    orm::bigint<M> authorId;
    orm::bigint<M> postCount;
};

constexpr auto first = orm::distinct_table<total_table, "first">();
constexpr auto second = orm::distinct_table<total_table, "second">();

void table_of_one_struct_not_in_from() {
    static_cast<void>(orm::select(first.authorId).from(first).where(first.postCount > 1));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::select(first.authorId).from(first).where(second.postCount > 1));
#endif
}
