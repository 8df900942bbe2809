// SPDX-License-Identifier: MIT
// SQL text is a constant: statements whose values are parameters can be asserted while compiling.
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

using orm::param;
using orm::select;
using orm::to_sql;

inline constexpr auto author = orm::alias<"author">(users);

constexpr auto by_email = select().from(users).where(users.email == param<"email">);
static_assert(to_sql(by_email) ==
              R"(select "id", "name", "email", "email_verified", "image", "age", "score", )"
              R"("created_at" from "users" where "users"."email" = $1)");

static_assert(to_sql(select(users.id).from(users)) == R"(select "id" from "users")");
static_assert(to_sql(select(users.id, users.name).from(users)) ==
              R"(select "id", "name" from "users")");

// Parameters are counted in the order of the text.
static_assert(to_sql(select(users.id)
                         .from(users)
                         .where(users.name == param<"name"> || users.age > param<"age">)
                         .where(users.email.like(param<"pattern">))
                         .limit(param<"limit">)
                         .offset(param<"offset">)) ==
              R"(select "id" from "users" where ("users"."name" = $1 or "users"."age" > $2))"
              R"( and "users"."email" like $3 limit $4 offset $5)");

// With two tables every column says where it comes from.
static_assert(
    to_sql(select(users.name, posts.title)
               .from(users)
               .left_join(posts, posts.authorId == users.id)
               .order_by(orm::desc(posts.createdAt).nulls_last(), users.name)) ==
    R"(select "users"."name", "posts"."title" from "users" left join "posts" on )"
    R"("posts"."author_id" = "users"."id" order by "posts"."created_at" desc nulls last, )"
    R"("users"."name")");

static_assert(
    to_sql(select(users.name, author.name).from(users).join(author, author.id == users.id)) ==
    R"(select "users"."name", "author"."name" from "users" join "users" "author" on )"
    R"("author"."id" = "users"."id")");

static_assert(to_sql(select(users.name, orm::count().as<"posts">())
                         .from(users)
                         .join(posts, posts.authorId == users.id)
                         .group_by(users.name)
                         .having(orm::count() > param<"least">)) ==
              R"(select "users"."name", count(*) as "posts" from "users" join "posts" on )"
              R"("posts"."author_id" = "users"."id" group by "users"."name" having count(*) > $1)");

static_assert(
    to_sql(orm::delete_from(users).where(users.id == param<"id">).returning(users.name)) ==
    R"(delete from "users" where "users"."id" = $1 returning "name")");

// A statement is a value: adding a clause leaves the old one as it was.
constexpr auto adults = select(users.id).from(users).where(users.age >= param<"age">);
constexpr auto some_adults = adults.limit(param<"limit">);
static_assert(to_sql(adults) == R"(select "id" from "users" where "users"."age" >= $1)");
static_assert(to_sql(some_adults) ==
              R"(select "id" from "users" where "users"."age" >= $1 limit $2)");
