// SPDX-License-Identifier: MIT
// How inserts, updates and deletes look in SQL.
#include <string>
#include <vector>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/golden.hpp"

using orm::insert;
using orm::to_sql;
using orm::update;

namespace {
inline constexpr auto writer = orm::alias<"writer">(users);
using NewUser = orm::insert_of<users>;
}  // namespace

ORM_GOLDEN("query/insert/required_columns") {
    return to_sql(insert(users).values({.name = "Ann", .email = "a@b.c"}));
}
ORM_GOLDEN("query/insert/every_column") {
    return to_sql(insert(comments).values({.id = 1, .postId = 2, .authorId = 3, .text = "x"}));
}
ORM_GOLDEN("query/insert/null") {
    return to_sql(insert(comments).values({.postId = 2, .authorId = std::nullopt, .text = "x"}));
}
ORM_GOLDEN("query/insert/empty_optional_is_a_parameter") {
    const std::optional<std::string> image;
    return to_sql(insert(users).values({.name = "Ann", .email = "a@b.c", .image = image}));
}
ORM_GOLDEN("query/insert/several_rows") {
    return to_sql(
        insert(users).values({{.name = "Ann", .email = "a"}, {.name = "Bob", .email = "b"}}));
}
ORM_GOLDEN("query/insert/rows_that_give_different_columns") {
    return to_sql(insert(users).values({{.name = "Ann", .email = "a", .age = 1},
                                        {.name = "Bob", .email = "b", .image = "i"},
                                        {.id = 7, .name = "Cid", .email = "c"}}));
}
ORM_GOLDEN("query/insert/rows_of_a_vector") {
    const std::vector<NewUser> rows{{.name = "Ann", .email = "a"}, {.name = "Bob", .email = "b"}};
    return to_sql(insert(users).values(rows));
}
ORM_GOLDEN("query/insert/returning_a_column") {
    return to_sql(insert(users).values({.name = "Ann", .email = "a"}).returning(users.id));
}
ORM_GOLDEN("query/insert/returning_columns") {
    return to_sql(
        insert(users).values({.name = "Ann", .email = "a"}).returning(users.id, users.createdAt));
}
ORM_GOLDEN("query/insert/returning_rows") {
    return to_sql(insert(comments).values({.postId = 1, .text = "x"}).returning());
}
ORM_GOLDEN("query/insert/returning_a_condition") {
    return to_sql(insert(users).values({.name = "Ann", .email = "a"}).returning(users.age > 18));
}
ORM_GOLDEN("query/insert/on_conflict_do_nothing") {
    return to_sql(insert(users).values({.name = "Ann", .email = "a"}).on_conflict().do_nothing());
}
ORM_GOLDEN("query/insert/on_conflict_of_a_column_do_nothing") {
    return to_sql(
        insert(users).values({.name = "Ann", .email = "a"}).on_conflict(users.email).do_nothing());
}
ORM_GOLDEN("query/insert/on_conflict_do_update") {
    return to_sql(insert(users)
                      .values({.name = "Ann", .email = "a"})
                      .on_conflict(users.email)
                      .do_update({.name = orm::excluded(users.name)}));
}
ORM_GOLDEN("query/insert/on_conflict_do_update_with_value_and_column") {
    return to_sql(insert(users)
                      .values({.name = "Ann", .email = "a"})
                      .on_conflict(users.id)
                      .do_update({.name = users.email, .age = 7, .score = std::nullopt}));
}
ORM_GOLDEN("query/insert/on_conflict_do_update_returning") {
    return to_sql(insert(users)
                      .values({.name = "Ann", .email = "a"})
                      .on_conflict(users.email)
                      .do_update({.name = "Bob"})
                      .returning(users.id));
}

ORM_GOLDEN("query/update/one_column") {
    return to_sql(update(users).set({.name = "Bob"}).where(users.id == 1));
}
ORM_GOLDEN("query/update/several_columns") {
    return to_sql(update(users)
                      .set({.name = "Bob", .emailVerified = true, .score = 1.5})
                      .where(users.id == 1));
}
ORM_GOLDEN("query/update/null") {
    return to_sql(update(users).set({.image = std::nullopt}).where(users.id == 1));
}
ORM_GOLDEN("query/update/from_another_column") {
    return to_sql(update(users).set({.name = users.email}).where(users.id == 1));
}
ORM_GOLDEN("query/update/with_a_condition") {
    return to_sql(update(users).set({.emailVerified = users.age > 18}).where(users.id == 1));
}
ORM_GOLDEN("query/update/all_rows") { return to_sql(update(users).set({.age = 1}).all_rows()); }
ORM_GOLDEN("query/update/where_twice") {
    return to_sql(
        update(users).set({.age = 1}).where(users.id == 1 || users.id == 2).where(users.age > 3));
}
ORM_GOLDEN("query/update/where_before_set") {
    return to_sql(update(users).where(users.name == "Ann").set({.age = 1}));
}
ORM_GOLDEN("query/update/returning_columns") {
    return to_sql(
        update(users).set({.age = 1}).where(users.id == 1).returning(users.id, users.age));
}
ORM_GOLDEN("query/update/returning_rows") {
    return to_sql(update(comments).set({.text = "x"}).where(comments.id == 1).returning());
}
ORM_GOLDEN("query/update/through_an_alias") {
    return to_sql(update(writer).set({.age = 1}).where(writer.id == 1));
}

ORM_GOLDEN("query/delete/where") { return to_sql(orm::delete_from(users).where(users.id == 1)); }
ORM_GOLDEN("query/delete/where_twice") {
    return to_sql(orm::delete_from(users).where(users.age < 18).where(users.image.is_null()));
}
ORM_GOLDEN("query/delete/all_rows") { return to_sql(orm::delete_from(users).all_rows()); }
ORM_GOLDEN("query/delete/returning_a_column") {
    return to_sql(orm::delete_from(users).where(users.id == 1).returning(users.email));
}
ORM_GOLDEN("query/delete/returning_rows") {
    return to_sql(orm::delete_from(comments).all_rows().returning());
}
ORM_GOLDEN("query/delete/through_an_alias") {
    return to_sql(orm::delete_from(writer).where(writer.id == 1));
}
