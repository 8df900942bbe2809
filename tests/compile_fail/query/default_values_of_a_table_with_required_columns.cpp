// SPDX-License-Identifier: MIT
// expect: default_values() leaves every column to its default
// expect: user_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct log_table {
    orm::bigint<M, orm::primary_key, orm::identity> id;
    orm::timestamptz<M, orm::default_now> at;
};
inline constexpr auto logs = orm::table<log_table>("logs");

void default_values_of_a_table_with_required_columns() {
    auto valid = orm::insert(logs).default_values();
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::insert(users).default_values();
#endif
}
