// SPDX-License-Identifier: MIT
// How parts look that are chosen at run time.
#include <string>
#include <vector>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

namespace {

enum class post_order { title, newest, longest };

std::string sorted_posts(post_order order) {
    return std::string(
        to_sql(select(posts.id).from(posts).order_by(
                   orm::sort_by(order, orm::sort_key(post_order::title, posts.title),
                                orm::sort_key(post_order::newest, posts.createdAt.desc()),
                                orm::sort_key(post_order::longest,
                                              orm::char_length(posts.title).desc().nulls_last()))))
            .view());
}

std::string sorted_users(const std::string& name, orm::direction way) {
    return std::string(to_sql(select(users.id).from(users).order_by(
                                  orm::sort_by(name, way, orm::sort_key("name", users.name),
                                               orm::sort_key("next", users.age + 1)),
                                  users.id))
                           .view());
}

using filters = std::vector<orm::condition<users>>;

}  // namespace

ORM_GOLDEN("query/dynamic/all_of_nothing") {
    return to_sql(select(users.id).from(users).where(orm::all_of(filters{})));
}
ORM_GOLDEN("query/dynamic/any_of_nothing") {
    return to_sql(select(users.id).from(users).where(orm::any_of(filters{})));
}
ORM_GOLDEN("query/dynamic/all_of_one") {
    return to_sql(select(users.id).from(users).where(orm::all_of(filters{users.age >= 18})));
}
ORM_GOLDEN("query/dynamic/all_of_several") {
    return to_sql(select(users.id).from(users).where(orm::all_of(filters{
        users.age >= 18, users.name == "Ann" || users.name == "Bob", users.image.is_null()})));
}
ORM_GOLDEN("query/dynamic/any_of_several") {
    return to_sql(select(users.id).from(users).where(
        orm::any_of(filters{users.age >= 18, users.name == "Ann" && users.id == 1})));
}
ORM_GOLDEN("query/dynamic/any_of_and_a_condition") {
    return to_sql(select(users.id).from(users).where(
        orm::any_of(filters{users.age > 1, users.id == 1}) && users.emailVerified));
}
ORM_GOLDEN("query/dynamic/not_any_of") {
    return to_sql(
        select(users.id).from(users).where(!orm::any_of(filters{users.age > 1, users.id == 1})));
}
ORM_GOLDEN("query/dynamic/all_of_within_any_of") {
    const filters adults{users.age >= 18, users.emailVerified};
    return to_sql(select(users.id).from(users).where(
        orm::any_of(filters{orm::all_of(adults), users.name == "Ann"})));
}
ORM_GOLDEN("query/dynamic/any_of_within_all_of") {
    const filters names{users.name == "Ann", users.name == "Bob"};
    return to_sql(select(users.id).from(users).where(
        orm::all_of(filters{orm::any_of(names), users.age > 1})));
}
ORM_GOLDEN("query/dynamic/conditions_of_one_shape") {
    std::vector<decltype(users.id == 1)> ids{users.id == 1, users.id == 2};
    return to_sql(select(users.id).from(users).where(orm::any_of(ids)));
}
ORM_GOLDEN("query/dynamic/conditions_of_two_tables") {
    std::vector<orm::condition<users, posts>> both{users.age > 1, posts.published == true,
                                                   posts.authorId == users.id};
    return to_sql(select(posts.id)
                      .from(users)
                      .join(posts, posts.authorId == users.id)
                      .where(orm::all_of(both)));
}
ORM_GOLDEN("query/dynamic/conditions_of_an_update") {
    return to_sql(orm::update(users)
                      .set({.age = 1})
                      .where(orm::all_of(filters{users.id == 1, users.age > 2})));
}
ORM_GOLDEN("query/dynamic/conditions_of_a_delete") {
    return to_sql(
        orm::delete_from(users).where(orm::any_of(filters{users.id == 1, users.age > 2})));
}
ORM_GOLDEN("query/dynamic/raw_condition") {
    return to_sql(select(users.id).from(users).where(
        orm::all_of(filters{orm::sql<bool>("{} > {}", users.age, 1), users.id > 1})));
}
ORM_GOLDEN("query/dynamic/values_before_and_behind") {
    return to_sql(select(users.id)
                      .from(users)
                      .where(users.age > 1)
                      .where(orm::all_of(filters{users.age > 2, users.age > 3}))
                      .where(users.age > 4)
                      .limit(5));
}
ORM_GOLDEN("query/dynamic/sort_by_enum") { return sorted_posts(post_order::title); }
ORM_GOLDEN("query/dynamic/sort_by_enum_descending") { return sorted_posts(post_order::newest); }
ORM_GOLDEN("query/dynamic/sort_by_enum_nulls_last") { return sorted_posts(post_order::longest); }
ORM_GOLDEN("query/dynamic/sort_by_name") { return sorted_users("name", orm::direction::ascending); }
ORM_GOLDEN("query/dynamic/sort_by_expression_descending") {
    return sorted_users("next", orm::direction::descending);
}
ORM_GOLDEN("query/dynamic/wanted_column") {
    return to_sql(select(users.id, orm::select_if(true, users.age)).from(users));
}
ORM_GOLDEN("query/dynamic/unwanted_column") {
    return to_sql(select(users.id, orm::select_if(false, users.age)).from(users));
}
ORM_GOLDEN("query/dynamic/unwanted_expression_binds_nothing") {
    return to_sql(select(orm::select_if(false, users.age + 7)).from(users).where(users.id == 1));
}
ORM_GOLDEN("query/dynamic/chosen_columns") {
    const std::vector<std::string> names{"email", "age"};
    const orm::chosen_columns fields(names, users.name, users.email, users.age);
    return to_sql(
        select(users.id, fields(users.name), fields(users.email), fields(users.age)).from(users));
}
ORM_GOLDEN("query/dynamic/in_of_nothing") {
    return to_sql(select(users.id).from(users).where(users.id.in()));
}
ORM_GOLDEN("query/dynamic/in_of_an_empty_vector") {
    return to_sql(select(users.id).from(users).where(users.id.in(std::vector<std::int64_t>{})));
}
