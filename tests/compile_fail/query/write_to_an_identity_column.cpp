// SPDX-License-Identifier: MIT
// expect: the database writes this column by itself
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct counter_table {
    orm::bigint<M, orm::primary_key, orm::identity_always<>> id;
    orm::text<M, orm::generated_as<"upper(title)">> shout;
    orm::text<M> title;
};
inline constexpr auto counters = orm::table<counter_table>("counters");

void write_to_an_identity_column() {
    static_cast<void>(orm::insert(counters).values({.title = "a"}));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::insert(counters).values({.id = 1, .title = "a"}));
#endif
}
