// SPDX-License-Identifier: MIT
// Keys, conditions and references that are said in SQL or by name are part of a table.
#include <string_view>

#include <orm/query.hpp>
#include <orm/types/opaque.hpp>

namespace schema_sql_test {

template <class M>
struct member_table {
    orm::integer<M, orm::primary_key> id;
    orm::integer<M, orm::nullable> leadId;
    orm::text<M, orm::comment<"where mail goes">> email;
    orm::column<M, orm::pg::opaque<"cube">, orm::nullable> area;
    orm::integer<M, orm::array, orm::dimensions<2>> grid;
};
constexpr auto members = orm::table<member_table>("members", [](const auto& t) {
    return orm::constraints(
        orm::foreign_key_of(t.leadId)
            .references(orm::table_named("staff", "leads"), "id")
            .with(orm::on_delete::set_null)
            .initially_deferred()
            .match_full()
            .not_valid(),
        orm::unique_index(
            orm::key("lower(email)").operator_class("text_pattern_ops").desc().nulls_last(),
            orm::key(t.id).collate("\"C\""))
            .where("lead_id is null")
            .nulls_not_distinct()
            .include(t.email)
            .storage_parameters("fillfactor = 70"),
        orm::unique_of(t.email).include(t.id).deferrable(),
        orm::check("email_has_at", "position('@' in email) > 0").no_inherit().not_valid(),
        orm::exclusion("one", "EXCLUDE USING gist (area WITH &&)"),
        orm::comment_on_table("who takes part"));
});

constexpr auto declared = orm::constraints_of(members);

constexpr auto key = declared.first;
static_assert(std::string_view(key.target_schema) == "staff");
static_assert(std::string_view(key.target_columns[0]) == "id");
static_assert(key.timing == orm::constraint_timing::initially_deferred);
static_assert(key.is_match_full && !key.is_validated);

constexpr auto index = declared.rest.first;
static_assert(std::string_view(index.items.first.expression) == "lower(email)");
static_assert(index.items.first.is_descending && !index.items.first.has_nulls_first);
static_assert(std::string_view(index.items.rest.first.column) == "id");
static_assert(std::string_view(index.predicate.c_str()) == "lead_id is null");
static_assert(index.is_unique && !index.has_distinct_nulls && index.included.count == 1);

constexpr auto unique = declared.rest.rest.first;
static_assert(std::string_view(unique.included.names[0]) == "id");
static_assert(unique.timing == orm::constraint_timing::initially_immediate);

constexpr auto check = declared.rest.rest.rest.first;
static_assert(std::string_view(check.condition) == "position('@' in email) > 0");
static_assert(!check.is_inherited && !check.is_validated);

}  // namespace schema_sql_test
