// SPDX-License-Identifier: MIT
// Which sides meet in a comparison, and in which SQL type a C++ value travels.
#include <chrono>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class Sql, class Value>
using travels_as = orm::detail::meeting_type_t<Sql, Value>;

// Integers travel as the column's type where they fit, else as wide as needed: nothing wraps.
static_assert(std::same_as<travels_as<orm::pg::int4, std::int16_t>, orm::pg::int4>);
static_assert(std::same_as<travels_as<orm::pg::int4, int>, orm::pg::int4>);
static_assert(std::same_as<travels_as<orm::pg::int4, std::int64_t>, orm::pg::int8>);
static_assert(std::same_as<travels_as<orm::pg::int4, std::uint32_t>, orm::pg::int8>);
static_assert(std::same_as<travels_as<orm::pg::int2, int>, orm::pg::int4>);
static_assert(std::same_as<travels_as<orm::pg::int8, int>, orm::pg::int8>);
static_assert(std::same_as<travels_as<orm::pg::int4, double>, orm::pg::float8>);
static_assert(std::same_as<travels_as<orm::pg::float4, double>, orm::pg::float8>);
static_assert(std::same_as<travels_as<orm::pg::float8, float>, orm::pg::float8>);

// Text meets everything that is text in C++.
static_assert(std::same_as<travels_as<orm::pg::text, std::string>, orm::pg::text>);
static_assert(std::same_as<travels_as<orm::pg::text, const char*>, orm::pg::text>);
static_assert(std::same_as<travels_as<orm::pg::text, std::string_view>, orm::pg::text>);

// What does not meet.
static_assert(std::is_void_v<travels_as<orm::pg::text, int>>);
static_assert(std::is_void_v<travels_as<orm::pg::text, char>>);
static_assert(std::is_void_v<travels_as<orm::pg::text, bool>>);
static_assert(std::is_void_v<travels_as<orm::pg::int4, const char*>>);
static_assert(std::is_void_v<travels_as<orm::pg::int4, bool>>);
static_assert(std::is_void_v<travels_as<orm::pg::int4, char>>);
static_assert(std::is_void_v<travels_as<orm::pg::boolean, int>>);
static_assert(std::is_void_v<travels_as<orm::pg::boolean, const char*>>);
static_assert(std::is_void_v<travels_as<orm::pg::timestamptz, std::string>>);
static_assert(std::is_void_v<travels_as<orm::pg::timestamptz, int>>);
static_assert(
    std::same_as<travels_as<orm::pg::timestamptz, orm::sys_microseconds>, orm::pg::timestamptz>);

// Seconds and days are moments too: they convert without loss.
static_assert(
    std::same_as<travels_as<orm::pg::timestamptz, std::chrono::sys_seconds>, orm::pg::timestamptz>);

// A value may stand on either side.
using left = decltype(users.age < 18);
using right = decltype(18 > users.age);
static_assert(std::same_as<left::facts_type::sql_type, orm::pg::boolean>);
static_assert(std::same_as<right::facts_type::sql_type, orm::pg::boolean>);

// Facts that the rules read.
using compared = decltype(posts.authorId == users.id);
static_assert(compared::facts_type::tables::size == 2);
static_assert(!compared::facts_type::has_aggregate);
static_assert(compared::facts_type::null == orm::nulls::as_tables);
static_assert(decltype(users.score > 1.0)::facts_type::null == orm::nulls::possible);
static_assert(decltype(users.score.is_null())::facts_type::null == orm::nulls::never);
static_assert(decltype(orm::count() > 3)::facts_type::has_aggregate);
static_assert(decltype(orm::max(users.age))::facts_type::loose_columns::size == 0);
