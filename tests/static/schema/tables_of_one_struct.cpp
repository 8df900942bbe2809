// SPDX-License-Identifier: MIT
// Two tables of one struct: with their names in their types they differ, and join.
#include <concepts>

#include <orm/query.hpp>

template <class M>
struct log_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M> line;
};
inline constexpr auto older = orm::distinct_table<log_table, "log_2024">();
inline constexpr auto newer = orm::distinct_table<log_table, "log_2025">();

static_assert(!std::same_as<decltype(older.id), decltype(newer.id)>);
static_assert(std::same_as<orm::row_of<older>, orm::row_of<newer>>);
static_assert(orm::name_of(newer) == "log_2025");
static_assert(orm::to_sql(orm::select(older.line, newer.line)
                              .from(older)
                              .join(newer, newer.id == older.id)) ==
              R"(select "log_2024"."line", "log_2025"."line" from "log_2024" join "log_2025" on )"
              R"("log_2025"."id" = "log_2024"."id")");

inline constexpr auto second = orm::alias<"other">(newer);
static_assert(orm::to_sql(orm::select(second.id).from(second)) ==
              R"(select "id" from "log_2025" "other")");
