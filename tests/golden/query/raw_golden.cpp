// SPDX-License-Identifier: MIT
// How raw SQL looks inside queries and as a query of its own.
#include <optional>
#include <string>
#include <vector>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::sql;
using orm::to_sql;

namespace {
inline constexpr auto writer = orm::alias<"writer">(users);
}  // namespace

ORM_GOLDEN("query/raw/condition") {
    return to_sql(
        select(users.id).from(users).where(sql<bool>("lower({}) = {}", users.email, "a@b.c")));
}
ORM_GOLDEN("query/raw/condition_beside_another") {
    return to_sql(select(users.id)
                      .from(users)
                      .where(sql<bool>("{} > 1 or {} < 0", users.age, users.age))
                      .where(users.id == 1));
}
ORM_GOLDEN("query/raw/negated_condition") {
    return to_sql(select(users.id).from(users).where(!sql<bool>("{} > 1", users.age)));
}
ORM_GOLDEN("query/raw/both_sides_of_or") {
    return to_sql(select(users.id).from(users).where(sql<bool>("{} > 1", users.age) ||
                                                     sql<bool>("{} = 0", users.id)));
}
ORM_GOLDEN("query/raw/column_of_the_list") {
    return to_sql(select(users.id, sql<std::string>("initcap({})", users.name)).from(users));
}
ORM_GOLDEN("query/raw/column_that_can_be_null") {
    return to_sql(
        select(sql<std::optional<std::string>>("nullif({}, '')", users.name)).from(users));
}
ORM_GOLDEN("query/raw/named_column") {
    return to_sql(select(sql<int>("{} % {}", users.age, 10).as<"decade">()).from(users));
}
ORM_GOLDEN("query/raw/compared_with_a_value") {
    return to_sql(select(users.id).from(users).where(sql<int>("{} + {}", users.age, 1) >= 18));
}
ORM_GOLDEN("query/raw/order_by") {
    return to_sql(select(users.id).from(users).order_by(sql<double>("random()").desc(), users.id));
}
ORM_GOLDEN("query/raw/group_by_and_having") {
    return to_sql(select(sql<std::string>("left({}, 1)", users.name), orm::count())
                      .from(users)
                      .group_by(sql<std::string>("left({}, 1)", users.name))
                      .having(sql<bool>("count(*) > {}", 3)));
}
ORM_GOLDEN("query/raw/join_condition") {
    return to_sql(select(users.id, posts.id)
                      .from(users)
                      .join(posts, sql<bool>("{} = {}", posts.authorId, users.id)));
}
ORM_GOLDEN("query/raw/braces") {
    return to_sql(select(sql<std::string>("'{{\"a\": 1}}'::text || {}", users.name)).from(users));
}
ORM_GOLDEN("query/raw/operand_gets_parentheses") {
    return to_sql(select(sql<int>("{} * 2", users.age + 1)).from(users));
}
ORM_GOLDEN("query/raw/raw_in_raw") {
    return to_sql(select(users.id).from(users).where(
        sql<bool>("{} > {}", sql<int>("char_length({})", users.name), 3)));
}
ORM_GOLDEN("query/raw/alias") {
    return to_sql(select(writer.id).from(writer).where(sql<bool>("{} > 1", writer.age)));
}
ORM_GOLDEN("query/raw/optional_value") {
    return to_sql(select(users.id).from(users).where(
        sql<bool>("{} is not distinct from {}", users.image, std::optional<std::string>{})));
}
ORM_GOLDEN("query/raw/array_value") {
    return to_sql(select(users.id).from(users).where(
        sql<bool>("{} = any({})", users.id, std::vector<std::int64_t>{1, 2, 3})));
}
ORM_GOLDEN("query/raw/named_parameter") {
    return to_sql(select(users.id).from(users).where(
        sql<bool>("{} % {} = 0", users.id, orm::typed_param<"step", std::int64_t>)));
}
ORM_GOLDEN("query/raw/in_set") {
    return to_sql(orm::update(users)
                      .set({.name = sql<std::string>("initcap({})", users.name)})
                      .where(users.id == 1));
}
ORM_GOLDEN("query/raw/in_returning") {
    return to_sql(orm::delete_from(users)
                      .where(users.id == 1)
                      .returning(sql<std::string>("upper({})", users.name)));
}
ORM_GOLDEN("query/raw/whole_query_of_rows") {
    return to_sql(sql<User>("select * from {} where {} = {}", users, users.id, 1));
}
ORM_GOLDEN("query/raw/whole_query_of_columns") {
    return to_sql(sql<std::string, std::int64_t>(
        "select {}, count(*) from {} group by 1 order by 2 desc limit {}", users.name, users, 10));
}
ORM_GOLDEN("query/raw/whole_query_through_an_alias") {
    return to_sql(sql<std::int64_t>("select {} from {}", writer.id, writer));
}
ORM_GOLDEN("query/raw/statement_without_rows") {
    return to_sql(sql("update {} set {} = {} where {}", users, orm::unqualified(users.name), "Bob",
                      users.id == 1));
}
ORM_GOLDEN("query/raw/insert_with_unqualified_names") {
    return to_sql(sql("insert into {} ({}, {}) values ({}, {})", users,
                      orm::unqualified(users.name), orm::unqualified(users.email), "Ann", "a"));
}
ORM_GOLDEN("query/raw/comments_and_quotes") {
    return to_sql(
        sql<int>("select 1 /* a; b $1 */ from (select 1 as \";\") t -- $2;\n"
                 "where ';$1' <> '' and \";\" <> {} and $$;$1$$ <> ''",
                 1));
}
ORM_GOLDEN("query/raw/unsafe") {
    const std::string direction = "desc";
    return to_sql(orm::unsafe_raw<std::int64_t>(
        "select {} from {} where {} order by 1 " + direction, users.id, users, users.age > 18));
}
ORM_GOLDEN("query/raw/unsafe_condition") {
    const std::string column = "\"users\".\"age\"";
    return to_sql(select(users.id).from(users).where(
        orm::unsafe_raw<bool>(column + " between {} and {}", 1, 2)));
}
