// SPDX-License-Identifier: MIT
// expect: is longer than 63 bytes
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct short_table {
    orm::integer<M> id;
};
constexpr auto short_names = orm::table<short_table>("short_names");
template <class M>
struct long_table {
    orm::integer<M> a23456789b23456789c23456789d23456789e23456789f23456789g234567890;
};

#ifdef ORM_EXPECT_ERROR
constexpr auto long_names = orm::table<long_table>("long_names");
#endif

void column_name_over_63_bytes() { static_cast<void>(short_names); }
