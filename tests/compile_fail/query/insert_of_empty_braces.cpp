// SPDX-License-Identifier: MIT
// expect: values() has no row
// expect: tag_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct tag_table {
    orm::bigint<M, orm::primary_key, orm::identity> id;
    orm::text<M> name;
};
inline constexpr auto tags = orm::table<tag_table>("tags");

void insert_of_empty_braces() {
    auto valid = orm::insert(tags).values({.name = "a"});
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(tags).values({});
#endif
}
