// SPDX-License-Identifier: MIT
// A table object has no public names but its columns'; aliases and schemas.
#include <concepts>
#include <type_traits>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

// Every word that the library itself uses of a table is a good name for a column.
template <class M>
struct awkward_table {
    orm::integer<M> name;
    orm::integer<M> table;
    orm::integer<M> schema;
    orm::integer<M> where;
    orm::integer<M> from;
    orm::integer<M> columns;
    orm::integer<M> as;
    orm::integer<M> constraints;
    orm::integer<M> model;
    orm::integer<M> row;
    orm::integer<M> alias;
    orm::integer<M> count;
    orm::integer<M> value;
    orm::integer<M> field;
    orm::integer<M> casing;
    orm::integer<M> shown;
    orm::integer<M> select;
    orm::integer<M> position;
};
inline constexpr auto awkward = orm::table<awkward_table>("table");
static_assert(awkward.name.name() == "name");
static_assert(awkward.table.name() == "table");
static_assert(awkward.schema.name() == "schema");
static_assert(awkward.where.name() == "where");
static_assert(awkward.from.name() == "from");
static_assert(awkward.columns.name() == "columns");
static_assert(awkward.constraints.name() == "constraints");
static_assert(awkward.position.name() == "position");
static_assert(orm::name_of(awkward) == "table");
static_assert(orm::to_sql(orm::select(awkward.from, awkward.where)
                              .from(awkward)
                              .where(awkward.table == awkward.schema)) ==
              R"(select "from", "where" from "table" where "table"."table" = "table"."schema")");
static_assert(orm::row_of<awkward>{.name = 1, .select = 2}.select == 2);

// Schemas.
inline constexpr auto auth = orm::pg::schema("auth");
inline constexpr auto accounts = auth.table<user_table>("users");
static_assert(auth.name() == "auth");
static_assert(orm::name_of(accounts) == "users");
static_assert(orm::schema_of(accounts) == "auth");
static_assert(std::same_as<orm::row_of<accounts>, User>);
static_assert(
    orm::to_sql(orm::select(accounts.id).from(accounts).where(accounts.age == accounts.id)) ==
    R"(select "id" from "auth"."users" where "auth"."users"."age" = "auth"."users"."id")");

// Aliases: the same row, other columns.
inline constexpr auto author = orm::alias<"author">(users);
inline constexpr auto editor = orm::alias<"editor">(users);
static_assert(orm::name_of(author) == "users");
static_assert(author.emailVerified.name() == "email_verified");
static_assert(std::same_as<orm::row_of<author>, User>);
static_assert(!std::same_as<decltype(author.id), decltype(users.id)>);
static_assert(!std::same_as<decltype(author.id), decltype(editor.id)>);
static_assert(std::same_as<decltype(author.id)::sql_type, decltype(users.id)::sql_type>);
static_assert(orm::to_sql(orm::select(author.id).from(author).where(author.name == author.email)) ==
              R"(select "id" from "users" "author" where "author"."name" = "author"."email")");

// The alias of a table in a schema keeps the schema where the table is named.
inline constexpr auto member = orm::alias<"member">(accounts);
static_assert(orm::to_sql(orm::select(member.id).from(member).where(member.age == member.id)) ==
              R"(select "id" from "auth"."users" "member" where "member"."age" = "member"."id")");

// Quotes in names are doubled, capitals are kept.
template <class M>
struct quoted_table {
    orm::integer<M, orm::named<"a \"b\" c">> first;
    orm::integer<M, orm::named<"Second">> second;
};
inline constexpr auto quoted = orm::table<quoted_table>("My \"Table\"");
static_assert(orm::to_sql(orm::select(quoted.first, quoted.second).from(quoted)) ==
              R"(select "a ""b"" c", "Second" from "My ""Table""")");

// Table objects are constants that can be copied.
static_assert(std::is_trivially_copyable_v<decltype(users)>);
