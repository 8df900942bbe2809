// SPDX-License-Identifier: MIT
// expect-gcc: no matching function
// expect-clang: no matching member function
// expect-max-lines: 53 because values() has four overloads, all of them listed
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
