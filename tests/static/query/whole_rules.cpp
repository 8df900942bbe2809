// SPDX-License-Identifier: MIT
// Which rule a whole statement breaks: a type that can be asked for without breaking anything.
#include <type_traits>

#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

namespace {

template <class Statement>
using broken = orm::detail::whole_rule<Statement>;
template <class Statement, class Rule>
constexpr bool breaks = std::is_same_v<broken<Statement>, Rule>;
template <class Statement>
constexpr bool is_complete = breaks<Statement, orm::rule::statement_is_complete>;

constexpr auto totals = orm::with<"totals">(
    orm::select(posts.authorId, orm::count().as<"posts">()).from(posts).group_by(posts.authorId));
constexpr auto by_author = orm::window<"by_author">(orm::partition_by(posts.authorId));
using users_model = orm::columns_model<user_table>;
using posts_model = orm::columns_model<post_table>;

constexpr auto plain = orm::select(users.name).from(users);
constexpr auto grouped = orm::select(users.name, orm::count()).from(users);
constexpr auto undefined = orm::select(totals.column<"posts">()).from(totals);
constexpr auto defined = orm::with(totals).select(totals.column<"posts">()).from(totals);
constexpr auto numbered = orm::select(orm::row_number().over(by_author)).from(posts);
constexpr auto elsewhere = orm::select(users.name, posts.title).from(users);

static_assert(is_complete<decltype(plain)>);
static_assert(is_complete<decltype(grouped.group_by(users.name))>);
static_assert(is_complete<decltype(defined)>);
static_assert(is_complete<decltype(numbered.window(by_author))>);
static_assert(breaks<decltype(elsewhere), orm::rule::column_not_in_from<posts_model, false>>);
static_assert(
    breaks<decltype(grouped),
           orm::rule::column_not_grouped<std::remove_const_t<decltype(users.name)>, false>>);
static_assert(breaks<decltype(undefined),
                     orm::rule::table_without_with<orm::detail::name_type<"totals">, false>>);
static_assert(breaks<decltype(numbered),
                     orm::rule::column_not_in_from<orm::detail::window_name<"by_author">, false>>);
static_assert(breaks<decltype(plain.limit_with_ties(1)), orm::rule::ties_without_order<false>>);
static_assert(breaks<decltype(orm::delete_from(users)),
                     orm::rule::every_row_by_accident<users_model, false>>);
static_assert(
    breaks<decltype(orm::update(users).all_rows()), orm::rule::update_without_set<false>>);
static_assert(breaks<decltype(orm::insert(users)), orm::rule::insert_without_values<false>>);
static_assert(is_complete<decltype(orm::delete_from(users).all_rows())>);

// Named windows and numbered rows add no table to a statement.
static_assert(decltype(numbered.window(by_author))::sources::size == 1);
static_assert(
    std::is_same_v<decltype(orm::select().from(posts).window(by_author))::result::row, Post>);

}  // namespace
