// SPDX-License-Identifier: MIT
// How set operations, distinct, grouping sets, ties and locks look in SQL.
#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/golden.hpp"

using orm::count;
using orm::select;
using orm::to_sql;

namespace {
constexpr auto user_names = select(users.id, users.name).from(users);
constexpr auto post_names = select(posts.id, posts.title).from(posts);
constexpr auto comment_names = select(comments.id, comments.text).from(comments);
constexpr auto is_author = posts.authorId == users.id;
}  // namespace

ORM_GOLDEN("query/set/union") { return to_sql(user_names.union_(post_names)); }
ORM_GOLDEN("query/set/union_all") { return to_sql(user_names.union_all(post_names)); }
ORM_GOLDEN("query/set/intersect") { return to_sql(user_names.intersect(post_names)); }
ORM_GOLDEN("query/set/intersect_all") { return to_sql(user_names.intersect_all(post_names)); }
ORM_GOLDEN("query/set/except") { return to_sql(user_names.except(post_names)); }
ORM_GOLDEN("query/set/except_all") { return to_sql(user_names.except_all(post_names)); }
ORM_GOLDEN("query/set/three") {
    return to_sql(user_names.union_(post_names).union_(comment_names));
}
ORM_GOLDEN("query/set/right_side_first") {
    return to_sql(user_names.except(post_names.union_(comment_names)));
}
ORM_GOLDEN("query/set/sorted_as_a_whole") {
    return to_sql(user_names.union_all(post_names).order_by(users.name.desc(), users.id));
}
ORM_GOLDEN("query/set/sorted_by_an_output_name") {
    return to_sql(select(users.name.as<"label">())
                      .from(users)
                      .union_(select(posts.title).from(posts))
                      .order_by(orm::output<"label">));
}
ORM_GOLDEN("query/set/limited_as_a_whole") {
    return to_sql(user_names.union_all(post_names).order_by(users.id).limit(10).offset(20));
}
ORM_GOLDEN("query/set/sides_with_clauses_of_their_own") {
    return to_sql(user_names.where(users.age > 1)
                      .order_by(users.id)
                      .limit(2)
                      .union_all(post_names.where(posts.title == "3").limit(4))
                      .limit(5));
}
ORM_GOLDEN("query/set/conditions_start_anew") {
    return to_sql(user_names.where(users.age > 1)
                      .where(users.age < 2)
                      .union_(post_names.where(posts.id > 3).where(posts.id < 4)));
}
ORM_GOLDEN("query/set/types_that_meet") {
    return to_sql(select(users.id).from(users).union_(select(users.age).from(users)));
}
ORM_GOLDEN("query/set/whole_rows") {
    return to_sql(select()
                      .from(users)
                      .where(users.age < 18)
                      .union_all(select().from(users).where(users.age > 65)));
}
ORM_GOLDEN("query/set/as_a_table") {
    constexpr auto names = user_names.union_all(post_names).as_table<"names">();
    return to_sql(select(names[users.name]).from(names).where(names[users.id] > 3));
}
ORM_GOLDEN("query/set/in_in") {
    return to_sql(select(users.name)
                      .from(users)
                      .where(users.id.in(select(posts.authorId)
                                             .from(posts)
                                             .union_(select(comments.authorId).from(comments)))));
}
ORM_GOLDEN("query/set/in_exists") {
    return to_sql(select(users.name)
                      .from(users)
                      .where(orm::exists(
                          select(posts.id).from(posts).correlate(users).where(is_author).union_all(
                              select(comments.id)
                                  .from(comments)
                                  .correlate(users)
                                  .where(comments.authorId == users.id)))));
}
ORM_GOLDEN("query/set/as_a_definition") {
    constexpr auto names = orm::with<"names">(user_names.union_(post_names));
    return to_sql(orm::with(names).select().from(names));
}
ORM_GOLDEN("query/set/after_with") {
    constexpr auto adults =
        orm::with<"adults">(select(users.id, users.name).from(users).where(users.emailVerified));
    return to_sql(orm::with(adults)
                      .select(adults[users.id], adults[users.name])
                      .from(adults)
                      .union_(select(adults[users.id], adults[users.name]).from(adults)));
}

ORM_GOLDEN("query/distinct/on_one_column") {
    return to_sql(select(posts.title)
                      .distinct_on(posts.authorId)
                      .from(posts)
                      .order_by(posts.authorId, posts.createdAt.desc()));
}
ORM_GOLDEN("query/distinct/on_two_columns") {
    return to_sql(select(posts.title)
                      .distinct_on(posts.authorId, posts.published)
                      .from(posts)
                      .order_by(posts.published.desc(), posts.authorId, posts.createdAt));
}
ORM_GOLDEN("query/distinct/on_without_order") {
    return to_sql(select().from(posts).distinct_on(posts.authorId));
}
ORM_GOLDEN("query/distinct/on_an_expression") {
    return to_sql(select(users.name)
                      .from(users)
                      .distinct_on(orm::lower(users.name))
                      .order_by(orm::lower(users.name), users.id));
}
ORM_GOLDEN("query/distinct/on_with_a_value_first") {
    return to_sql(select(users.name, users.age > 2)
                      .from(users)
                      .distinct_on(users.age + 1)
                      .where(users.name != "3"));
}
ORM_GOLDEN("query/distinct/sorted_by_what_is_selected") {
    return to_sql(orm::select_distinct(posts.title, posts.authorId)
                      .from(posts)
                      .order_by(posts.authorId.desc(), posts.title));
}
ORM_GOLDEN("query/distinct/sorted_by_a_column_of_a_whole_row") {
    return to_sql(orm::select_distinct().from(posts).order_by(posts.title));
}
ORM_GOLDEN("query/distinct/sorted_by_an_output_name") {
    return to_sql(orm::select_distinct(orm::lower(users.name).as<"folded">())
                      .from(users)
                      .order_by(orm::output<"folded">.desc()));
}

ORM_GOLDEN("query/sets/rollup") {
    return to_sql(select(posts.authorId, posts.published, count())
                      .from(posts)
                      .group_by(orm::rollup(posts.authorId, posts.published)));
}
ORM_GOLDEN("query/sets/cube") {
    return to_sql(select(posts.authorId, posts.published, count())
                      .from(posts)
                      .group_by(orm::cube(posts.authorId, posts.published)));
}
ORM_GOLDEN("query/sets/grouping_sets") {
    return to_sql(
        select(posts.authorId, posts.published, count())
            .from(posts)
            .group_by(orm::grouping_sets(orm::grouping_set(posts.authorId, posts.published),
                                         orm::grouping_set(posts.authorId), orm::grouping_set())));
}
ORM_GOLDEN("query/sets/beside_a_column") {
    return to_sql(select(posts.title, posts.authorId, count())
                      .from(posts)
                      .group_by(posts.title, orm::rollup(posts.authorId)));
}
ORM_GOLDEN("query/sets/grouping") {
    return to_sql(select(posts.authorId, orm::grouping(posts.authorId), count())
                      .from(posts)
                      .group_by(orm::rollup(posts.authorId))
                      .having(orm::grouping(posts.authorId) == 0)
                      .order_by(orm::grouping(posts.authorId), posts.authorId));
}

ORM_GOLDEN("query/group/by_an_expression") {
    return to_sql(select(orm::lower(users.name), count())
                      .from(users)
                      .group_by(orm::lower(users.name))
                      .having(orm::lower(users.name) != "ann")
                      .order_by(orm::lower(users.name)));
}
ORM_GOLDEN("query/group/expression_around_a_grouped_expression") {
    return to_sql(select(orm::char_length(orm::lower(users.name)), count())
                      .from(users)
                      .group_by(orm::lower(users.name)));
}
ORM_GOLDEN("query/group/order_by_an_aggregate") {
    return to_sql(
        select(users.name).from(users).group_by(users.name).order_by(count().desc(), users.name));
}
ORM_GOLDEN("query/group/order_by_an_output_name") {
    return to_sql(select(users.name, count().as<"times">())
                      .from(users)
                      .group_by(users.name)
                      .order_by(orm::output<"times">.desc().nulls_last(), orm::output<"times">));
}
ORM_GOLDEN("query/group/primary_key_covers_its_table") {
    return to_sql(select(users.name, users.age, count())
                      .from(users)
                      .join(posts, is_author)
                      .group_by(users.id)
                      .order_by(users.email));
}

ORM_GOLDEN("query/limit/with_ties") {
    return to_sql(select(users.name).from(users).order_by(users.age.desc()).limit_with_ties(3));
}
ORM_GOLDEN("query/limit/with_ties_and_offset") {
    return to_sql(select(users.name).from(users).order_by(users.age).limit_with_ties(3).offset(10));
}
ORM_GOLDEN("query/limit/with_ties_of_a_parameter") {
    return to_sql(
        select(users.name).from(users).order_by(users.age).limit_with_ties(orm::param<"count">));
}

ORM_GOLDEN("query/lock/for_update") {
    return to_sql(select().from(posts).where(posts.id == 1).for_update());
}
ORM_GOLDEN("query/lock/for_no_key_update") {
    return to_sql(select(posts.id).from(posts).for_no_key_update());
}
ORM_GOLDEN("query/lock/for_share") { return to_sql(select(posts.id).from(posts).for_share()); }
ORM_GOLDEN("query/lock/for_key_share") {
    return to_sql(select(posts.id).from(posts).for_key_share());
}
ORM_GOLDEN("query/lock/of_one_table") {
    return to_sql(select(posts.id).from(posts).join(users, is_author).for_update().of(posts));
}
ORM_GOLDEN("query/lock/of_two_tables") {
    return to_sql(
        select(posts.id).from(posts).join(users, is_author).for_update().of(posts, users));
}
ORM_GOLDEN("query/lock/of_an_alias") {
    constexpr auto author = orm::alias<"author">(users);
    return to_sql(select(author.id).from(author).for_update().of(author));
}
ORM_GOLDEN("query/lock/of_the_side_that_is_there") {
    return to_sql(select(users.id).from(users).left_join(posts, is_author).for_update().of(users));
}
ORM_GOLDEN("query/lock/skip_locked") {
    return to_sql(select(posts.id)
                      .from(posts)
                      .where(posts.published == false)
                      .order_by(posts.id)
                      .limit(1)
                      .for_update()
                      .skip_locked());
}
ORM_GOLDEN("query/lock/nowait") {
    return to_sql(select(posts.id).from(posts).for_update().of(posts).nowait());
}
ORM_GOLDEN("query/lock/said_before_other_clauses") {
    return to_sql(select(posts.id).from(posts).for_update().where(posts.id == 1).limit(2));
}
ORM_GOLDEN("query/lock/in_a_subquery") {
    return to_sql(
        orm::update(posts)
            .set({.published = true})
            .where(posts.id.in(select(posts.id).from(posts).limit(1).for_update().skip_locked())));
}
ORM_GOLDEN("query/select/without_from") { return to_sql(select(orm::now())); }
