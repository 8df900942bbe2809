// SPDX-License-Identifier: MIT
// Inserts from selects, upserts, updates from and deletes using other tables.
#include <string>
#include <vector>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/golden.hpp"
#include "support/team_schema.hpp"

using namespace orm_test;
using orm::insert;
using orm::select;
using orm::to_sql;
using orm::update;

namespace {

using NewUser = orm::insert_of<users>;

struct author_of_post {
    std::int64_t id;
    std::string name;
};

std::vector<NewUser> many_users(int count) {
    std::vector<NewUser> rows;
    for (int i = 0; i < count; ++i)
        rows.push_back({.name = "n", .email = std::to_string(i), .age = i});
    return rows;
}

const auto ann = insert(users).values({.name = "Ann", .email = "a"});
const auto member = insert(members).values({.userId = 1, .teamId = 2});

}  // namespace

ORM_GOLDEN("query/write/default_values") { return to_sql(insert(visits).default_values()); }
ORM_GOLDEN("query/write/default_values_returning") {
    return to_sql(insert(visits).default_values().returning(visits.id));
}
ORM_GOLDEN("query/write/two_rows_of_defaults") { return to_sql(insert(visits).values({{}, {}})); }
ORM_GOLDEN("query/write/insert_from_select") {
    return to_sql(insert(posts)
                      .columns(posts.authorId, posts.title)
                      .from(select(users.id, users.name).from(users).where(users.age > 18)));
}
ORM_GOLDEN("query/write/insert_every_column_from_select") {
    return to_sql(insert(users).from(select().from(users)));
}
ORM_GOLDEN("query/write/insert_from_select_of_a_join") {
    return to_sql(insert(comments)
                      .columns(comments.postId, comments.authorId, comments.text)
                      .from(select(posts.id, users.id, orm::coalesce(users.name, "?"))
                                .from(posts)
                                .left_join(users, users.id == posts.authorId)
                                .where(posts.published == true)
                                .order_by(posts.id)
                                .limit(10))
                      .returning(comments.id));
}
ORM_GOLDEN("query/write/insert_from_select_with_constants") {
    return to_sql(insert(comments)
                      .columns(comments.postId, comments.text)
                      .from(select(posts.id, orm::sql<std::string>("{}", "hello")).from(posts)));
}
ORM_GOLDEN("query/write/insert_from_aggregates") {
    return to_sql(insert(comments)
                      .columns(comments.postId, comments.text)
                      .from(select(comments.postId, orm::coalesce(orm::max(comments.text), ""))
                                .from(comments)
                                .group_by(comments.postId)));
}
ORM_GOLDEN("query/write/insert_from_select_on_conflict") {
    return to_sql(insert(users)
                      .columns(users.name, users.email)
                      .from(select(users.name, users.email).from(users).where(users.id == 1))
                      .on_conflict(users.email)
                      .do_update({.name = orm::excluded(users.name)})
                      .where(users.age > 3));
}
ORM_GOLDEN("query/write/many_rows_as_arrays") {
    return to_sql(insert(users).values(many_users(40)));
}
ORM_GOLDEN("query/write/many_rows_as_arrays_returning") {
    return to_sql(insert(users).values(many_users(1000)).returning(users.id));
}
ORM_GOLDEN("query/write/many_rows_as_arrays_on_conflict") {
    return to_sql(insert(users)
                      .values(many_users(100))
                      .on_conflict(users.email)
                      .do_update({.age = orm::excluded(users.age)}));
}
ORM_GOLDEN("query/write/few_rows_of_a_vector") {
    return to_sql(insert(users).values(many_users(3)));
}
ORM_GOLDEN("query/write/on_conflict_of_a_primary_key_of_two") {
    return to_sql(member.on_conflict(members.userId, members.teamId).do_nothing());
}
ORM_GOLDEN("query/write/on_conflict_in_another_order") {
    return to_sql(member.on_conflict(members.teamId, members.userId)
                      .do_update({.role = orm::excluded(members.role)}));
}
ORM_GOLDEN("query/write/on_conflict_of_a_unique_of_two") {
    return to_sql(member.on_conflict(members.teamId, members.nickname).do_nothing());
}
ORM_GOLDEN("query/write/on_conflict_of_a_partial_index") {
    return to_sql(member.on_conflict(members.userId).where(members.leftAt.is_null()).do_nothing());
}
ORM_GOLDEN("query/write/on_conflict_of_a_partial_index_do_update") {
    return to_sql(member.on_conflict(members.userId)
                      .where(members.leftAt.is_null())
                      .do_update({.role = "lead"})
                      .returning(members.role));
}
ORM_GOLDEN("query/write/on_conflict_on_constraint") {
    return to_sql(ann.on_conflict(orm::constraint("users_email_key")).do_nothing());
}
ORM_GOLDEN("query/write/on_conflict_on_constraint_do_update") {
    return to_sql(ann.on_conflict(orm::constraint("users_email_key"))
                      .do_update({.name = orm::excluded(users.name), .age = users.age + 1}));
}
ORM_GOLDEN("query/write/do_update_where") {
    return to_sql(ann.on_conflict(users.email)
                      .do_update({.age = orm::excluded(users.age)})
                      .where(users.age < orm::excluded(users.age)));
}
ORM_GOLDEN("query/write/do_update_where_returning_a_struct") {
    return to_sql(ann.on_conflict(users.email)
                      .do_update({.name = orm::upper(orm::excluded(users.name))})
                      .where(users.name.is_distinct_from(orm::excluded(users.name)))
                      .returning(users.id, users.name)
                      .as<author_of_post>());
}
ORM_GOLDEN("query/write/insert_returning_an_expression") {
    return to_sql(ann.returning(orm::lower(users.email), users.age + 1));
}
ORM_GOLDEN("query/write/insert_returning_a_table") { return to_sql(ann.returning(users)); }
ORM_GOLDEN("query/write/insert_with_functions") {
    return to_sql(insert(users).values({.name = orm::sql<std::string>("upper({})", "ann"),
                                        .email = "a",
                                        .createdAt = orm::now()}));
}

ORM_GOLDEN("query/write/update_from") {
    return to_sql(
        update(posts).from(users).set({.title = users.name}).where(posts.authorId == users.id));
}
ORM_GOLDEN("query/write/update_from_two_tables") {
    return to_sql(update(posts)
                      .from(users, comments)
                      .set({.title = users.name, .body = comments.text})
                      .where(posts.authorId == users.id && comments.postId == posts.id));
}
ORM_GOLDEN("query/write/update_from_a_join") {
    return to_sql(update(posts)
                      .from(comments)
                      .join(users, users.id == comments.authorId)
                      .set({.title = users.name})
                      .where(comments.postId == posts.id)
                      .where(users.age > 18));
}
ORM_GOLDEN("query/write/update_from_a_left_join") {
    return to_sql(update(posts)
                      .from(comments)
                      .left_join(users, users.id == comments.authorId)
                      .set({.body = users.name})
                      .where(comments.postId == posts.id)
                      .returning(posts.id, users.name));
}
ORM_GOLDEN("query/write/update_set_before_from") {
    return to_sql(update(posts)
                      .set({.published = true})
                      .from(users)
                      .where(posts.authorId == users.id && users.name == "Ann"));
}
ORM_GOLDEN("query/write/update_from_returning_both") {
    return to_sql(update(posts)
                      .from(users)
                      .set({.title = users.name})
                      .where(posts.authorId == users.id)
                      .returning(posts.id, users.name)
                      .as<author_of_post>());
}
ORM_GOLDEN("query/write/update_from_returning_rows") {
    return to_sql(update(posts)
                      .from(users)
                      .set({.published = true})
                      .where(posts.authorId == users.id)
                      .returning());
}
ORM_GOLDEN("query/write/update_arithmetic") {
    return to_sql(update(users).set({.age = users.age + 1}).where(users.id == 1));
}
ORM_GOLDEN("query/write/update_coalesce") {
    return to_sql(
        update(users).set({.name = orm::coalesce(users.image, "none")}).where(users.id == 1));
}
ORM_GOLDEN("query/write/update_returning_an_expression") {
    return to_sql(
        update(users).set({.age = 1}).where(users.id == 1).returning(users.age + 1, users.id == 1));
}
ORM_GOLDEN("query/write/update_all_rows_returning_a_struct") {
    return to_sql(update(users)
                      .set({.age = 1})
                      .all_rows()
                      .returning(users.id, users.name)
                      .as<author_of_post>());
}

ORM_GOLDEN("query/write/delete_using") {
    return to_sql(orm::delete_from(comments).using_table(posts).where(comments.postId == posts.id &&
                                                                      posts.published == false));
}
ORM_GOLDEN("query/write/delete_using_two_tables") {
    return to_sql(orm::delete_from(comments)
                      .using_table(posts, users)
                      .where(comments.postId == posts.id)
                      .where(posts.authorId == users.id)
                      .where(users.name == "Ann"));
}
ORM_GOLDEN("query/write/delete_using_a_join") {
    return to_sql(orm::delete_from(comments)
                      .using_table(posts)
                      .join(users, users.id == posts.authorId)
                      .where(comments.postId == posts.id)
                      .returning(comments.id, users.name)
                      .as<author_of_post>());
}
ORM_GOLDEN("query/write/delete_returning_an_expression") {
    return to_sql(orm::delete_from(users).where(users.id == 1).returning(orm::upper(users.name)));
}
ORM_GOLDEN("query/write/delete_with_unnamed_table_alias") {
    static constexpr auto other = orm::alias<"other">(users);
    return to_sql(orm::delete_from(users).using_table(other).where(users.email == other.email &&
                                                                   users.id > other.id));
}
