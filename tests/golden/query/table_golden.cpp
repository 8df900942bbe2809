// SPDX-License-Identifier: MIT
// How subqueries, common table expressions, values and functions look as tables.
#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/golden.hpp"

using orm::count;
using orm::select;
using orm::to_sql;

namespace {

template <class M>
struct author_total_table {
    orm::bigint<M> authorId;
    orm::bigint<M> postCount;
};
template <class M>
struct reply_table {
    orm::bigint<M> id;
    orm::bigint<M, orm::nullable> parentId;
};

constexpr auto is_author = posts.authorId == users.id;
constexpr auto per_author =
    select(posts.authorId, count().as<"posts">()).from(posts).group_by(posts.authorId);
constexpr auto totals = per_author.as_table<"totals">();
constexpr auto declared = per_author.as_table<author_total_table, "declared">();
constexpr auto latest = select(posts.title, posts.createdAt)
                            .from(posts)
                            .correlate(users)
                            .where(is_author)
                            .order_by(posts.createdAt.desc())
                            .limit(orm::param<"per_user">)
                            .as_table<"latest">();
constexpr auto with_totals = orm::with<"with_totals">(per_author);
constexpr auto with_declared = orm::with<author_total_table, "with_declared">(per_author);
constexpr auto published = orm::with<"published">(select(posts).from(posts).where(posts.published));

}  // namespace

ORM_GOLDEN("query/derived/every_column") { return to_sql(select().from(totals)); }
ORM_GOLDEN("query/derived/columns") {
    return to_sql(select(totals[posts.authorId], totals.column<"posts">()).from(totals));
}
ORM_GOLDEN("query/derived/where_inside_and_outside") {
    constexpr auto adults = select(users.id, users.name)
                                .from(users)
                                .where(users.age >= orm::param<"age">)
                                .as_table<"adults">();
    return to_sql(select(adults[users.name]).from(adults).where(adults[users.id] > 7));
}
ORM_GOLDEN("query/derived/whole_table_inside") {
    constexpr auto all = select().from(comments).as_table<"all_comments">();
    return to_sql(select(all[comments.text]).from(all).where(all[comments.authorId].is_null()));
}
ORM_GOLDEN("query/derived/joined") {
    return to_sql(select(users.name, totals.column<"posts">())
                      .from(users)
                      .join(totals, totals[posts.authorId] == users.id));
}
ORM_GOLDEN("query/derived/left_joined") {
    return to_sql(select(users.name, orm::coalesce(totals.column<"posts">(), 0))
                      .from(users)
                      .left_join(totals, totals[posts.authorId] == users.id)
                      .order_by(totals.column<"posts">().desc()));
}
ORM_GOLDEN("query/derived/grouped_outside") {
    return to_sql(select(totals.column<"posts">(), count())
                      .from(totals)
                      .group_by(totals.column<"posts">())
                      .having(count() > 1));
}
ORM_GOLDEN("query/derived/declared_columns") {
    return to_sql(select(declared.authorId, declared.postCount).from(declared));
}
ORM_GOLDEN("query/derived/declared_every_column") { return to_sql(select().from(declared)); }
ORM_GOLDEN("query/derived/declared_joined") {
    return to_sql(select(users.name, declared)
                      .from(users)
                      .join(declared, declared.authorId == users.id)
                      .where(declared.postCount > 2));
}
ORM_GOLDEN("query/derived/of_a_subquery") {
    constexpr auto outer = select(totals[posts.authorId]).from(totals).as_table<"outer_one">();
    return to_sql(select().from(outer));
}
ORM_GOLDEN("query/derived/right_joined") {
    return to_sql(select(users.name, declared.postCount)
                      .from(users)
                      .right_join(declared, declared.authorId == users.id));
}
ORM_GOLDEN("query/derived/full_joined") {
    return to_sql(select(users.name, declared.postCount)
                      .from(users)
                      .full_join(declared, declared.authorId == users.id));
}
ORM_GOLDEN("query/derived/parameters_in_textual_order") {
    auto some = select(posts.id, posts.title)
                    .from(posts)
                    .where(posts.title == "2")
                    .limit(3)
                    .as_table<"some">();
    return to_sql(select(users.age + 1)
                      .from(users)
                      .join(some, some[posts.id] == users.id && some[posts.title] == "4")
                      .where(users.name == "5"));
}

ORM_GOLDEN("query/lateral/cross") {
    return to_sql(select(users.name, latest[posts.title]).from(users).cross_join(latest));
}
ORM_GOLDEN("query/lateral/inner") {
    return to_sql(select(users.name, latest[posts.title]).from(users).join_lateral(latest));
}
ORM_GOLDEN("query/lateral/left") {
    return to_sql(select(users.name, latest[posts.title]).from(users).left_join_lateral(latest));
}
ORM_GOLDEN("query/lateral/with_a_condition") {
    return to_sql(select(users.name, latest[posts.title])
                      .from(users)
                      .join(latest, latest[posts.createdAt] > users.createdAt));
}
ORM_GOLDEN("query/lateral/aggregates") {
    constexpr auto stats = select(count().as<"posts">(), orm::max(posts.createdAt).as<"last">())
                               .from(posts)
                               .correlate(users)
                               .where(is_author)
                               .as_table<"stats">();
    return to_sql(select(users.name, stats.column<"posts">(), stats.column<"last">())
                      .from(users)
                      .cross_join(stats));
}

ORM_GOLDEN("query/join/cross") {
    return to_sql(select(users.name, posts.title).from(users).cross_join(posts));
}
ORM_GOLDEN("query/join/cross_every_column") {
    return to_sql(select().from(comments).cross_join(declared));
}
ORM_GOLDEN("query/join/cross_then_inner") {
    return to_sql(select(users.name)
                      .from(users)
                      .cross_join(posts)
                      .join(comments, comments.postId == posts.id));
}

ORM_GOLDEN("query/with/one") {
    return to_sql(orm::with(with_totals).select(with_totals.column<"posts">()).from(with_totals));
}
ORM_GOLDEN("query/with/declared") {
    return to_sql(orm::with(with_declared)
                      .select(users.name, with_declared.postCount)
                      .from(users)
                      .join(with_declared, with_declared.authorId == users.id));
}
ORM_GOLDEN("query/with/several") {
    return to_sql(orm::with(with_totals, published)
                      .select(published[posts.title], with_totals.column<"posts">())
                      .from(published)
                      .join(with_totals, with_totals[posts.authorId] == published[posts.authorId]));
}
ORM_GOLDEN("query/with/one_uses_another") {
    constexpr auto busy =
        orm::with<"busy">(select(with_totals[posts.authorId])
                              .from(with_totals)
                              .where(with_totals.column<"posts">() > orm::param<"least">));
    return to_sql(orm::with(with_totals, busy)
                      .select(users.name)
                      .from(users)
                      .join(busy, busy[posts.authorId] == users.id));
}
ORM_GOLDEN("query/with/materialized") {
    constexpr auto kept = orm::materialized(with_totals);
    return to_sql(orm::with(kept).select().from(kept));
}
ORM_GOLDEN("query/with/not_materialized") {
    constexpr auto merged = orm::not_materialized(with_declared);
    return to_sql(orm::with(merged).select().from(merged));
}
ORM_GOLDEN("query/with/alias_of_a_definition") {
    constexpr auto other = orm::alias<"other">(with_declared);
    return to_sql(orm::with(with_declared)
                      .select(with_declared.authorId, other.authorId)
                      .from(with_declared)
                      .join(other, other.postCount == with_declared.postCount &&
                                       other.authorId != with_declared.authorId));
}
ORM_GOLDEN("query/with/in_a_subquery") {
    return to_sql(orm::with(with_totals)
                      .select(users.name)
                      .from(users)
                      .where(users.id.in(select(with_totals[posts.authorId]).from(with_totals))));
}
ORM_GOLDEN("query/with/parameters_come_first") {
    auto first = orm::with<"first">(select(users.id).from(users).where(users.name == "1"));
    return to_sql(orm::with(first)
                      .select(first[users.id] + 2)
                      .from(first)
                      .where(first[users.id] > 3)
                      .limit(4));
}
ORM_GOLDEN("query/with/distinct") {
    return to_sql(orm::with(published).select_distinct(published[posts.title]).from(published));
}
ORM_GOLDEN("query/with/update") {
    return to_sql(orm::with(with_totals)
                      .update(users)
                      .set({.emailVerified = true})
                      .where(users.id.in(select(with_totals[posts.authorId]).from(with_totals))));
}
ORM_GOLDEN("query/with/delete") {
    return to_sql(orm::with(published).delete_from(comments).where(
        comments.postId.in(select(published[posts.id]).from(published))));
}
ORM_GOLDEN("query/with/insert") {
    return to_sql(
        orm::with(with_totals)
            .insert(posts)
            .values(
                {.authorId = orm::coalesce(
                     orm::scalar(select(orm::max(with_totals[posts.authorId])).from(with_totals)),
                     1),
                 .title = "Most"}));
}
ORM_GOLDEN("query/with/moved_rows") {
    auto gone = orm::with<"gone">(
        orm::delete_from(posts).where(posts.published == false).returning(posts.id, posts.title));
    return to_sql(orm::with(gone).select(gone[posts.title]).from(gone));
}
ORM_GOLDEN("query/with/changed_rows") {
    auto older = orm::with<"older">(orm::update(users)
                                        .set({.age = users.age + 1})
                                        .where(users.name == "Ann")
                                        .returning(users.age));
    return to_sql(orm::with(older).select(orm::max(older[users.age])).from(older));
}
ORM_GOLDEN("query/with/inserted_rows") {
    auto fresh = orm::with<"fresh">(
        orm::insert(users).values({.name = "Dora", .email = "d"}).returning(users.id));
    return to_sql(orm::with(fresh).select(fresh[users.id]).from(fresh));
}
ORM_GOLDEN("query/with/whole_rows_of_a_change") {
    auto gone = orm::with<"gone">(orm::delete_from(comments).where(comments.id == 1).returning());
    return to_sql(orm::with(gone).select().from(gone));
}
ORM_GOLDEN("query/with/recursive") {
    auto replies = orm::with_recursive<reply_table, "replies">(
        select(comments.id, comments.authorId).from(comments).where(comments.id == 1),
        [](const auto& found) {
            return select(comments.id, comments.authorId)
                .from(comments)
                .join(found, found.id == comments.authorId);
        });
    return to_sql(orm::with(replies).select().from(replies));
}
ORM_GOLDEN("query/with/recursive_without_repetition") {
    auto replies = orm::with_recursive_union<reply_table, "replies">(
        select(comments.id, comments.authorId).from(comments), [](const auto& found) {
            return select(comments.id, comments.authorId)
                .from(comments)
                .join(found, found.parentId == comments.id);
        });
    return to_sql(orm::with(replies).select(orm::count()).from(replies));
}
ORM_GOLDEN("query/with/recursive_beside_a_plain_one") {
    auto replies = orm::with_recursive<reply_table, "replies">(
        select(comments.id, comments.authorId).from(comments).where(comments.id == 1),
        [](const auto& found) {
            return select(comments.id, comments.authorId)
                .from(comments)
                .join(found, found.id == comments.authorId);
        });
    return to_sql(orm::with(with_totals, replies)
                      .select(replies.id)
                      .from(replies)
                      .join(with_totals, with_totals[posts.authorId] == replies.id));
}
ORM_GOLDEN("query/with/recursive_with_the_columns_of_the_first_select") {
    auto replies = orm::with_recursive<"replies">(
        select(comments.id, comments.postId.as<"root">()).from(comments).where(comments.id == 1),
        [](const auto& found) {
            return select(comments.id, found.template column<"root">())
                .from(comments)
                .join(found, found[comments.id] == comments.authorId);
        });
    return to_sql(
        orm::with(replies).select(replies[comments.id], replies.column<"root">()).from(replies));
}
