// SPDX-License-Identifier: MIT
// How statements inside of expressions look in SQL.
#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

namespace {
constexpr auto is_author = posts.authorId == users.id;
constexpr auto post_ids = select(posts.id).from(posts).correlate(users).where(is_author);
constexpr auto post_count = select(orm::count()).from(posts).correlate(users).where(is_author);
}  // namespace

ORM_GOLDEN("query/subquery/exists") {
    return to_sql(select(users.name).from(users).where(orm::exists(post_ids)));
}
ORM_GOLDEN("query/subquery/not_exists") {
    return to_sql(select(users.name).from(users).where(orm::not_exists(post_ids)));
}
ORM_GOLDEN("query/subquery/not_of_exists") {
    return to_sql(select(users.name).from(users).where(!orm::exists(post_ids)));
}
ORM_GOLDEN("query/subquery/exists_beside_other_conditions") {
    return to_sql(select(users.name)
                      .from(users)
                      .where(users.age > 18 && orm::exists(post_ids) && users.name == "Ann"));
}
ORM_GOLDEN("query/subquery/exists_of_a_table") {
    return to_sql(select(users.name).from(users).where(orm::exists(posts, is_author)));
}
ORM_GOLDEN("query/subquery/exists_of_a_table_in_the_list") {
    return to_sql(select(users.name, orm::exists(posts, is_author && posts.published)).from(users));
}
ORM_GOLDEN("query/subquery/not_exists_of_a_table") {
    return to_sql(select(users.name)
                      .from(users)
                      .where(orm::not_exists(posts, is_author && posts.title == "First")));
}
ORM_GOLDEN("query/subquery/uncorrelated_exists") {
    return to_sql(select(users.name).from(users).where(orm::exists(select(posts.id).from(posts))));
}
ORM_GOLDEN("query/subquery/scalar_in_the_list") {
    return to_sql(select(users.name, orm::scalar(post_count)).from(users));
}
ORM_GOLDEN("query/subquery/named_scalar") {
    return to_sql(select(users.name, orm::scalar(post_count).as<"posts">()).from(users));
}
ORM_GOLDEN("query/subquery/scalar_compared") {
    return to_sql(select(users.name).from(users).where(orm::scalar(post_count) > 3));
}
ORM_GOLDEN("query/subquery/compared_with_scalar") {
    return to_sql(select(users.name)
                      .from(users)
                      .where(users.age > orm::scalar(select(orm::avg(users.age)).from(users))));
}
ORM_GOLDEN("query/subquery/scalar_in_arithmetic") {
    return to_sql(select(users.name, orm::scalar(post_count) * 2 + 1).from(users));
}
ORM_GOLDEN("query/subquery/scalar_in_order") {
    return to_sql(
        select(users.name).from(users).order_by(orm::desc(orm::scalar(post_count)), users.name));
}
ORM_GOLDEN("query/subquery/scalar_in_a_function") {
    return to_sql(select(orm::coalesce(orm::scalar(select(posts.title)
                                                       .from(posts)
                                                       .correlate(users)
                                                       .where(is_author)
                                                       .order_by(posts.createdAt)
                                                       .limit(1)),
                                       "none"))
                      .from(users));
}
ORM_GOLDEN("query/subquery/two_scalars_with_values") {
    return to_sql(
        select(users.name,
               orm::scalar(select(orm::count()).from(posts).where(posts.title == "First")),
               users.age > 3,
               orm::scalar(select(orm::count()).from(comments).where(comments.text == "Nice")))
            .from(users)
            .where(users.name == "Ann"));
}
ORM_GOLDEN("query/subquery/in") {
    return to_sql(
        select(users.name)
            .from(users)
            .where(users.id.in(select(posts.authorId).from(posts).where(posts.published))));
}
ORM_GOLDEN("query/subquery/not_in") {
    return to_sql(
        select(users.name).from(users).where(users.id.not_in(select(posts.authorId).from(posts))));
}
ORM_GOLDEN("query/subquery/in_of_an_expression") {
    return to_sql(
        select(users.name)
            .from(users)
            .where((users.age + 1).in(select(orm::char_length(posts.title)).from(posts))));
}
ORM_GOLDEN("query/subquery/any_row") {
    return to_sql(select(users.name)
                      .from(users)
                      .where(users.id == orm::any_row(select(posts.authorId).from(posts))));
}
ORM_GOLDEN("query/subquery/every_row") {
    return to_sql(select(users.name)
                      .from(users)
                      .where(users.age >= orm::every_row(select(users.age).from(users))));
}
ORM_GOLDEN("query/subquery/in_two_levels") {
    return to_sql(
        select(users.name)
            .from(users)
            .where(users.id.in(select(posts.authorId)
                                   .from(posts)
                                   .where(posts.id.in(select(comments.postId)
                                                          .from(comments)
                                                          .where(comments.text == "Nice")) &&
                                          posts.title == "First"))));
}
ORM_GOLDEN("query/subquery/parameters_in_textual_order") {
    return to_sql(select(users.name, users.age + 1)
                      .from(users)
                      .where(users.age > 2)
                      .where(users.id.in(select(posts.authorId)
                                             .from(posts)
                                             .where(posts.title == "3")
                                             .where(posts.body == "4")
                                             .limit(5)))
                      .where(users.name == "6")
                      .limit(7));
}
ORM_GOLDEN("query/subquery/with_where_if") {
    return to_sql(select(users.name)
                      .from(users)
                      .where(users.id.in(select(posts.authorId)
                                             .from(posts)
                                             .where_if(false, posts.title == "left out")
                                             .where_if(true, posts.published))));
}
ORM_GOLDEN("query/subquery/of_another_schema_table_in_having") {
    return to_sql(select(users.name, orm::count())
                      .from(users)
                      .join(posts, is_author)
                      .group_by(users.name)
                      .having(orm::count() > orm::scalar(select(orm::count()).from(comments))));
}
ORM_GOLDEN("query/subquery/in_an_update") {
    return to_sql(orm::update(users)
                      .set({.score = orm::scalar(select(orm::max(posts.id)).from(posts))})
                      .where(users.id.in(select(posts.authorId).from(posts))));
}
ORM_GOLDEN("query/subquery/in_a_delete") {
    return to_sql(orm::delete_from(users).where(orm::not_exists(posts, is_author)));
}
ORM_GOLDEN("query/subquery/in_an_insert") {
    return to_sql(orm::insert(posts).values(
        {.authorId =
             orm::coalesce(orm::scalar(select(users.id).from(users).where(users.name == "Ann")), 1),
         .title = "First"}));
}
