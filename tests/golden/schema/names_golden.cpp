// SPDX-License-Identifier: MIT
// How tables of schemas, casing policies and awkward names look in SQL.
#include <orm/query.hpp>

#include "support/awkward_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

namespace {
inline constexpr auto other = orm::alias<"Other \"one\"">(awkward);
inline constexpr auto owner = orm::alias<"owner">(accounts);
}  // namespace

ORM_GOLDEN("schema/names/table_in_a_schema") {
    return to_sql(select(accounts.id).from(accounts).where(accounts.displayName == "Ann"));
}
ORM_GOLDEN("schema/names/join_of_tables_in_schemas") {
    return to_sql(select(accounts.id, awkward.where)
                      .from(accounts)
                      .join(awkward, awkward.from == accounts.id));
}
ORM_GOLDEN("schema/names/every_column_of_a_table_in_a_schema") {
    return to_sql(select().from(accounts).join(awkward, awkward.from == accounts.id));
}
ORM_GOLDEN("schema/names/alias_of_a_table_in_a_schema") {
    return to_sql(select(accounts.id, owner.id)
                      .from(accounts)
                      .join(owner, owner.id == accounts.id)
                      .order_by(owner.displayName));
}
ORM_GOLDEN("schema/names/insert_into_a_schema") {
    return to_sql(orm::insert(accounts)
                      .values({.displayName = "Ann"})
                      .on_conflict(accounts.id)
                      .do_update({.displayName = orm::excluded(accounts.displayName)})
                      .returning(accounts.id));
}
ORM_GOLDEN("schema/names/update_in_a_schema") {
    return to_sql(
        orm::update(accounts).set({.displayName = "Ann"}).where(accounts.id == 1).returning());
}
ORM_GOLDEN("schema/names/delete_in_a_schema") {
    return to_sql(orm::delete_from(accounts).where(accounts.id == 1));
}
ORM_GOLDEN("schema/names/reserved_words") {
    return to_sql(select(awkward.select, awkward.from)
                      .from(awkward)
                      .where(awkward.where == awkward.group)
                      .order_by(awkward.select));
}
ORM_GOLDEN("schema/names/quotes_and_letters") {
    return to_sql(select(awkward.quoted, awkward.größe).from(awkward).where(awkward.quoted == 1));
}
ORM_GOLDEN("schema/names/alias_with_quotes") {
    return to_sql(select(other.quoted).from(other).where(other.quoted == 1));
}
ORM_GOLDEN("schema/names/insert_of_awkward_columns") {
    return to_sql(orm::insert(awkward).values(
        {.select = 1, .from = 2, .where = 3, .group = 4, .quoted = 5, .größe = 6}));
}
