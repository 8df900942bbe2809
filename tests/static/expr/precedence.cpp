// SPDX-License-Identifier: MIT
// Parentheses stand where PostgreSQL needs them, and nowhere else.
#include <string_view>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

constexpr auto a = users.age == users.id;
constexpr auto b = users.name == users.email;
constexpr auto c = users.score.is_null();

template <class Condition>
constexpr bool is_written(const Condition& condition, std::string_view expected) {
    const auto text = orm::to_sql(orm::select(users.id).from(users).order_by(condition));
    constexpr std::string_view start = R"(select "id" from "users" order by )";
    return text.view().substr(start.size()) == expected;
}

#define A R"("users"."age" = "users"."id")"
#define B R"("users"."name" = "users"."email")"
#define C R"("users"."score" is null)"
#define FLAG R"("users"."email_verified")"

static_assert(is_written(a && b, A " and " B));
static_assert(is_written(a || b, A " or " B));
static_assert(is_written((a || b) && c, "(" A " or " B ") and " C));
static_assert(is_written(a || (b && c), A " or " B " and " C));
static_assert(is_written((a && b) || c, A " and " B " or " C));
static_assert(is_written(a && (b || c), A " and (" B " or " C ")"));
static_assert(is_written(a && b && c, A " and " B " and " C));
static_assert(is_written(a && (b && c), A " and " B " and " C));
static_assert(is_written(!a, "not " A));
static_assert(is_written(!c, "not " C));
static_assert(is_written(!(a && b), "not (" A " and " B ")"));
static_assert(is_written(!a && b, "not " A " and " B));
static_assert(is_written(users.emailVerified, FLAG));
static_assert(is_written(!users.emailVerified, "not " FLAG));
static_assert(is_written(!users.emailVerified || a, "not " FLAG " or " A));
static_assert(is_written((!users.emailVerified).is_null(), "(not " FLAG ") is null"));
static_assert(is_written((!users.emailVerified) == b, "(not " FLAG ") = (" B ")"));
static_assert(is_written(!!users.emailVerified, "not (not " FLAG ")"));

// The result of a comparison can be compared.
static_assert(is_written(a == users.emailVerified, "(" A ") = " FLAG));
static_assert(is_written(users.emailVerified == a, FLAG " = (" A ")"));
static_assert(is_written(a == b, "(" A ") = (" B ")"));
static_assert(is_written(a.is_null(), A " is null"));
static_assert(is_written((a || b) == users.emailVerified, "(" A " or " B ") = " FLAG));
static_assert(is_written(users.emailVerified.in(a, b), FLAG " in (" A ", " B ")"));

// where() keeps a disjunction in parentheses, for another where() may follow.
static_assert(orm::to_sql(orm::select(users.id).from(users).where(a || b)) ==
              R"(select "id" from "users" where ()" A " or " B ")");

// Two where() are joined with and; what was said with or stays together.
static_assert(orm::to_sql(orm::select(users.id).from(users).where(a || b).where(c)) ==
              R"(select "id" from "users" where ()" A " or " B ") and " C);
