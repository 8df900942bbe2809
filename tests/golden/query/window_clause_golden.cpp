// SPDX-License-Identifier: MIT
// Named windows, and rows with numbers.
#include <cstdint>

#include <orm/query/row_sources.hpp>

#include "support/blog_schema.hpp"
#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

namespace {
constexpr auto by_author =
    orm::window<"by_author">(orm::partition_by(posts.authorId).order_by(posts.createdAt));
constexpr auto all_posts = orm::window<"all">(orm::window().order_by(posts.id));
const auto tag = orm::with_ordinality(orm::unnest<"tag">(items.tags));
}  // namespace

ORM_GOLDEN("query/window/named_once_used_twice") {
    return to_sql(select(orm::row_number().over(by_author), orm::lag(posts.title).over(by_author))
                      .from(posts)
                      .window(by_author));
}
ORM_GOLDEN("query/window/two_names") {
    return to_sql(select(posts.title, orm::rank().over(by_author), orm::count().over(all_posts))
                      .from(posts)
                      .window(by_author, all_posts));
}
ORM_GOLDEN("query/window/behind_groups_before_order") {
    return to_sql(select(posts.authorId, orm::rank().over(orm::window<"by_count">(
                                             orm::window().order_by(orm::count().desc()))))
                      .from(posts)
                      .window(orm::window<"by_count">(orm::window().order_by(orm::count().desc())))
                      .where(posts.published)
                      .group_by(posts.authorId)
                      .having(orm::count() > 1)
                      .order_by(posts.authorId));
}
ORM_GOLDEN("query/window/with_a_value") {
    return to_sql(
        select(orm::sum(users.age).over(orm::window<"older">(orm::partition_by(users.age > 30))))
            .from(users)
            .window(orm::window<"older">(orm::partition_by(users.age > 30)))
            .where(users.name == "Ann"));
}
ORM_GOLDEN("query/window/in_order_by_of_a_join") {
    return to_sql(select(posts.title)
                      .from(posts)
                      .join(users, users.id == posts.authorId)
                      .window(by_author)
                      .order_by(orm::row_number().over(by_author)));
}
ORM_GOLDEN("functions/rows/with_ordinality") {
    return to_sql(select(items.name, tag.value(), tag.column<"ordinality">())
                      .from(items)
                      .cross_join(tag)
                      .order_by(tag.column<"ordinality">()));
}
ORM_GOLDEN("functions/rows/unnest_of_a_column") {
    const auto each = orm::unnest<"each">(items.scores);
    return to_sql(select(items.name, each.value()).from(items).cross_join(each));
}
