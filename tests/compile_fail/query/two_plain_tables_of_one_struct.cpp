// SPDX-License-Identifier: MIT
// expect: For two tables of one struct
// expect: log_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct log_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M> line;
};

constexpr auto log_2023 = orm::table<log_table>("log_2023");
constexpr auto log_2024 = orm::table<log_table>("log_2024");
constexpr auto log_2025 = orm::distinct_table<log_table, "log_2025">();

void two_plain_tables_of_one_struct() {
    static_cast<void>(
        orm::select(log_2024.line).from(log_2024).join(log_2025, log_2025.id == log_2024.id));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(
        orm::select(log_2024.line).from(log_2024).join(log_2023, log_2023.id == log_2024.id));
#endif
}
