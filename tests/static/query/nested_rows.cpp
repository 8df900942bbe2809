// SPDX-License-Identifier: MIT
// The C++ row of statements inside of statements: nullability is carried through every level.
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include <orm/query.hpp>
#include <orm/query/row_sources.hpp>

#include "support/blog_schema.hpp"

template <class Statement>
using row = typename Statement::result::row;

#define ROW_IS(TYPE, ...) static_assert(std::same_as<row<decltype(__VA_ARGS__)>, TYPE>)

template <class... Types>
using tuple = std::tuple<Types...>;
template <class Type>
using maybe = std::optional<Type>;
using orm::count;
using orm::scalar;
using orm::select;
using std::int64_t;
using words = std::string;

constexpr auto is_author = posts.authorId == users.id;

// A scalar subquery is NULL when it has no row; one that always has a row is NULL as its column is.
constexpr auto post_count = select(count()).from(posts).correlate(users).where(is_author);
ROW_IS(int64_t, select(scalar(post_count)).from(users));
ROW_IS(maybe<int64_t>, select(scalar(post_count.group_by(posts.title))).from(users));
ROW_IS(maybe<int64_t>, select(scalar(post_count.limit(1))).from(users));
ROW_IS(maybe<int64_t>, select(scalar(select(orm::max(posts.id)).from(posts))).from(users));
ROW_IS(maybe<words>, select(scalar(select(posts.title).from(posts).limit(1))).from(users));

// exists() is never NULL; in() is when one of its sides can be.
ROW_IS(bool, select(orm::exists(posts, is_author)).from(users));
ROW_IS(bool, select(users.id.in(select(posts.authorId).from(posts))).from(users));
ROW_IS(maybe<bool>, select(users.id.in(select(comments.authorId).from(comments))).from(users));
ROW_IS(maybe<bool>, select(users.image.in(select(posts.title).from(posts))).from(users));

// A subquery in from() gives its columns as they are, and a tuple as its whole row.
constexpr auto totals =
    select(posts.authorId, count().as<"posts">(), orm::max(posts.body).as<"last">())
        .from(posts)
        .group_by(posts.authorId)
        .as_table<"totals">();
using totals_row = tuple<int64_t, int64_t, maybe<words>>;
ROW_IS(totals_row, select().from(totals));
ROW_IS(int64_t, select(totals.column<"posts">()).from(totals));
ROW_IS(maybe<words>, select(totals.column<"last">()).from(totals));
constexpr auto is_total = totals[posts.authorId] == users.id;
using user_and_total = tuple<int64_t, maybe<int64_t>>;
ROW_IS(user_and_total,
       select(users.id, totals.column<"posts">()).from(users).left_join(totals, is_total));
using user_and_row = tuple<int64_t, maybe<totals_row>>;
ROW_IS(user_and_row, select(users.id, totals).from(users).left_join(totals, is_total));
using maybe_user_and_total = tuple<maybe<int64_t>, int64_t>;
ROW_IS(maybe_user_and_total,
       select(users.id, totals.column<"posts">()).from(users).right_join(totals, is_total));

// What an outer join left out inside stays optional outside.
constexpr auto joined =
    select(users.id, posts.title).from(users).left_join(posts, is_author).as_table<"joined">();
using joined_row = tuple<int64_t, maybe<words>>;
ROW_IS(joined_row, select().from(joined));
ROW_IS(maybe<words>, select(joined[posts.title]).from(joined));

// Declared columns make it a struct.
template <class M>
struct total_table {
    orm::bigint<M> authorId;
    orm::bigint<M> postCount;
};
constexpr auto declared = select(posts.authorId, count())
                              .from(posts)
                              .group_by(posts.authorId)
                              .as_table<total_table, "declared">();
ROW_IS(total_table<orm::row_model>, select().from(declared));
static_assert(declared.postCount.name() == "post_count");

// Common table expressions are tables too.
constexpr auto defined = orm::with<"defined">(select(users.id, users.image).from(users));
using defined_row = tuple<int64_t, maybe<words>>;
ROW_IS(defined_row, orm::with(defined).select().from(defined));
constexpr auto gone = orm::with<"gone">(orm::delete_from(posts).all_rows().returning(posts));
ROW_IS(words, orm::with(gone).select(gone[posts.title]).from(gone));

// A lateral subquery's columns are optional on the outer side only.
constexpr auto latest =
    select(posts.title).from(posts).correlate(users).where(is_author).limit(1).as_table<"latest">();
using name_and_title = tuple<words, words>;
ROW_IS(name_and_title, select(users.name, latest[posts.title]).from(users).cross_join(latest));
ROW_IS(name_and_title, select(users.name, latest.value()).from(users).join_lateral(latest));
using name_and_maybe = tuple<words, maybe<words>>;
ROW_IS(name_and_maybe,
       select(users.name, latest[posts.title]).from(users).left_join_lateral(latest));

// A set operation is as wide, and as nullable, as both sides need.
constexpr auto ages = select(users.age).from(users);
ROW_IS(std::int32_t, ages.union_(ages));
ROW_IS(int64_t, ages.union_(select(posts.id).from(posts)));
ROW_IS(maybe<double>, ages.union_(select(users.score).from(users)));
ROW_IS(maybe<int64_t>,
       select(posts.authorId).from(posts).except(select(comments.authorId).from(comments)));
ROW_IS(User, select().from(users).union_all(select().from(users)));
constexpr auto both = select(users.id, users.name)
                          .from(users)
                          .union_(select(comments.id, posts.body).from(posts).cross_join(comments));
using both_row = tuple<int64_t, maybe<words>>;
ROW_IS(both_row, both);
ROW_IS(both_row, select().from(both.as_table<"both">()));

// The wider groups of grouping sets have no value for their columns.
using rolled_up = tuple<maybe<words>, int64_t, std::int32_t>;
ROW_IS(rolled_up, select(users.name, count(), orm::grouping(users.name))
                      .from(users)
                      .group_by(orm::rollup(users.name)));

// Views, values and functions.
constexpr auto view = orm::view<total_table>("totals_view");
ROW_IS(total_table<orm::row_model>, select().from(view));
ROW_IS(int64_t,
       select(orm::generate_series<"n">(1, 2).value()).from(orm::generate_series<"n">(1, 2)));
using ids = decltype(orm::unnest<"id">(std::vector<std::int32_t>{}));
ROW_IS(std::int32_t, select(std::declval<ids>().value()).from(std::declval<ids>()));

// Distinct, locks and ties change nothing.
ROW_IS(words, select(posts.title)
                  .distinct_on(posts.authorId)
                  .from(posts)
                  .order_by(posts.authorId)
                  .limit_with_ties(1)
                  .offset(1));
ROW_IS(words, select(posts.title).from(posts).for_update().of(posts).skip_locked());

// The text of nested statements is a constant as well.
static_assert(orm::to_sql(select(users.name).from(users).where(orm::exists(posts, is_author))) ==
              R"(select "name" from "users" where exists (select from "posts" where )"
              R"("posts"."author_id" = "users"."id"))");
