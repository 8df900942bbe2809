// SPDX-License-Identifier: MIT
// Reads constraints, indexes, policies and triggers from a server.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <orm/catalog/database.hpp>
#include <orm/inspect/server/queries.hpp>
#include <orm/inspect/server/relations.hpp>
#include <orm/inspect/server/rows.hpp>
#include <orm/inspect/server/types.hpp>

namespace orm::inspect::detail {

/// Reads what hangs on relations that are in the catalog already.
class member_reader {
public:
    member_reader(server_connection& server, const server_context& context, catalog::database& into,
                  const relation_places& places)
        : server_(server), context_(context), into_(into), places_(places) {}

    void read() {
        read_keys();
        read_foreign_keys();
        read_checks();
        read_indexes();
        read_policies();
        read_triggers();
    }

private:
    catalog::table* table_of(const std::string& oid) { return table_at(into_, places_, oid); }

    /// Names of the columns at these positions, in their order. Most keys have one column, and a join for
    /// each of ten thousand keys is most of what reading them costs.
    static std::string names_at(std::string_view positions, std::string_view relation) {
        const std::string at(positions);
        const std::string of(relation);
        return "case pg_catalog.cardinality(" + at +
               ") when 0 then '{}' when 1 then array[(select x.attname::text from"
               " pg_catalog.pg_attribute x where x.attrelid = " +
               of + " and x.attnum = (" + at +
               ")[1])] else array(select x.attname::text from pg_catalog.unnest(" + at +
               ") with ordinality k(number, place) join pg_catalog.pg_attribute x on x.attrelid = " +
               of + " and x.attnum = k.number order by k.place) end";
    }

    static std::string deferral_column() {
        return "case when not o.condeferrable then 0 when o.condeferred then 2 else 1 end";
    }

    static catalog::deferral read_deferral(server_row& row) {
        const std::int64_t value = row.number();
        return value == 0   ? catalog::deferral::not_deferrable
               : value == 2 ? catalog::deferral::initially_deferred
                            : catalog::deferral::initially_immediate;
    }

    /// Constraints of a partition that come from its parent are the parent's.
    static std::string constraints_from(std::string_view types) {
        return " from pg_catalog.pg_constraint o join pg_catalog.pg_class c on c.oid = o.conrelid"
               " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
               " left join pg_catalog.pg_index i on i.indexrelid = o.conindid"
               " where o.contype in (" +
               std::string(types) + ") and o.conparentid = 0 and" + relation_filter("'r', 'p'");
    }

    void read_keys() {
        const std::string nulls_not_distinct =
            server_.server_version() >= 150000 ? "coalesce(i.indnullsnotdistinct, false)" : "false";
        const std::string sql =
            "select o.conrelid, o.conname, o.contype = 'p', " + names_at("o.conkey", "o.conrelid") +
            ", " +
            names_at("(i.indkey::pg_catalog.int2[])[i.indnkeyatts:i.indnatts - 1]", "o.conrelid") +
            ", " + nulls_not_distinct + ", " + deferral_column() + ", " +
            comment_of("pg_constraint", "o.oid") + constraints_from("'p', 'u'") +
            "order by o.conrelid, o.conname";
        for_each_row(server_, sql, context_, [&](server_row row) {
            catalog::table* table = table_of(row.text());
            if (table == nullptr) return;
            catalog::unique_constraint unique;
            unique.name = row.text();
            unique.has_explicit_name = true;
            const bool is_primary = row.flag();
            unique.columns = row.list();
            unique.included_columns = row.list();
            unique.nulls_not_distinct = row.flag();
            unique.checked = read_deferral(row);
            unique.comment = row.text();
            if (!is_primary) return table->uniques.push_back(std::move(unique));
            const bool has_server_name = unique.name == table->name + "_pkey";
            table->primary_key = {unique.name,    !has_server_name,
                                  unique.columns, unique.included_columns,
                                  unique.checked, unique.comment};
        });
    }

    void read_foreign_keys() {
        const auto action = [](std::string_view column) {
            return "case " + std::string(column) +
                   " when 'a' then 'NO ACTION' when 'r' then 'RESTRICT'"
                   " when 'c' then 'CASCADE' when 'n' then 'SET NULL' else 'SET DEFAULT' end";
        };
        const std::string sql =
            "select o.conrelid, o.conname, " + names_at("o.conkey", "o.conrelid") +
            ", (select rn.nspname from pg_catalog.pg_class r join pg_catalog.pg_namespace rn"
            " on rn.oid = r.relnamespace where r.oid = o.confrelid),"
            " (select r.relname from pg_catalog.pg_class r where r.oid = o.confrelid), " +
            names_at("o.confkey", "o.confrelid") + ", " + action("o.confupdtype") + ", " +
            action("o.confdeltype") + ", o.confmatchtype = 'f', o.convalidated, " +
            deferral_column() + ", " + comment_of("pg_constraint", "o.oid") +
            constraints_from("'f'") + "order by o.conrelid, o.conname";
        for_each_row(server_, sql, context_, [&](server_row row) {
            catalog::table* table = table_of(row.text());
            if (table == nullptr) return;
            catalog::foreign_key key;
            key.name = row.text();
            key.has_explicit_name = true;
            key.columns = row.list();
            key.referenced_schema = row.text();
            key.referenced_table = row.text();
            key.referenced_columns = row.list();
            key.on_update = row.text();
            key.on_delete = row.text();
            key.matches_full = row.flag();
            key.is_validated = row.flag();
            key.checked = read_deferral(row);
            key.comment = row.text();
            table->foreign_keys.push_back(std::move(key));
        });
    }

    void read_checks() {
        const std::string sql =
            "select o.conrelid, o.conname, o.contype = 'x', case when o.contype = 'x' then"
            " pg_catalog.pg_get_constraintdef(o.oid) else pg_catalog.pg_get_expr(o.conbin, o.conrelid) end,"
            " not o.connoinherit, o.convalidated, " +
            comment_of("pg_constraint", "o.oid") + constraints_from("'c', 'x'") +
            "and o.conislocal order by o.conrelid, o.conname";
        for_each_row(server_, sql, context_, [&](server_row row) {
            catalog::table* table = table_of(row.text());
            if (table == nullptr) return;
            const std::string name = row.text();
            const bool is_exclusion = row.flag();
            const std::string expression = row.text();
            const bool is_inherited = row.flag();
            const bool is_validated = row.flag();
            const std::string comment = row.text();
            if (is_exclusion) table->exclusions.push_back({name, expression, comment});
            else
                table->checks.push_back({name, catalog::normal_expression(expression), is_inherited,
                                         is_validated, comment});
        });
    }

    /// One row for each key of each index that backs no constraint and follows no parent's index.
    void read_indexes() {
        const std::string nulls_not_distinct =
            server_.server_version() >= 150000 ? "i.indnullsnotdistinct" : "false";
        const std::string sql =
            "select i.indrelid, x.relname, i.indisunique, " + nulls_not_distinct +
            ", am.amname, pg_catalog.pg_get_expr(i.indpred, i.indrelid),"
            " pg_catalog.array_to_string(x.reloptions, ', '), ts.spcname, " +
            comment_of("pg_class", "x.oid") + ", " +
            names_at("(i.indkey::pg_catalog.int2[])[i.indnkeyatts:i.indnatts - 1]", "i.indrelid") +
            ", coalesce(a.attname, pg_catalog.pg_get_indexdef(i.indexrelid, k.place::int, false)),"
            " a.attname is null, i.indoption[k.place - 1] & 1, i.indoption[k.place - 1] & 2,"
            " case when not oc.opcdefault then oc.opcname end,"
            " (select pg_catalog.quote_ident(cn.nspname) || '.' || pg_catalog.quote_ident(co.collname)"
            " from pg_catalog.pg_collation co join pg_catalog.pg_namespace cn on cn.oid = co.collnamespace"
            " where co.oid = i.indcollation[k.place - 1]"
            " and co.oid <> coalesce(a.attcollation, 100))"
            " from pg_catalog.pg_index i join pg_catalog.pg_class x on x.oid = i.indexrelid"
            " join pg_catalog.pg_class c on c.oid = i.indrelid"
            " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
            " join pg_catalog.pg_am am on am.oid = x.relam"
            " left join pg_catalog.pg_tablespace ts on ts.oid = x.reltablespace"
            " cross join lateral pg_catalog.generate_series(1, i.indnkeyatts) k(place)"
            " join pg_catalog.pg_opclass oc on oc.oid = i.indclass[k.place - 1]"
            // OFFSET keeps the planner from sorting all columns of the database for a join.
            " left join lateral (select c.attname, c.attcollation from pg_catalog.pg_attribute c"
            " where c.attrelid = i.indrelid and c.attnum = i.indkey[k.place - 1] and c.attnum <> 0"
            " offset 0) a on true where" +
            relation_filter("'r', 'p', 'm'") +
            "and not exists (select from pg_catalog.pg_constraint o where o.conindid = i.indexrelid"
            " and o.contype in ('p', 'u', 'x'))"
            " and not exists (select from pg_catalog.pg_inherits h where h.inhrelid = i.indexrelid)"
            " order by i.indrelid, x.relname, i.indexrelid, k.place";
        for_each_row(server_, sql, context_, [&](server_row row) { add_index_key(row); });
    }

    void add_index_key(server_row& row) {
        const auto found = places_.find(row.text());
        if (found == places_.end()) return;
        auto& indexes = found->second.is_view ? into_.views[found->second.position].indexes
                                              : into_.tables[found->second.position].indexes;
        catalog::index index;
        index.name = row.text();
        index.is_unique = row.flag();
        index.nulls_not_distinct = row.flag();
        index.method = row.text();
        index.predicate = catalog::normal_expression(row.text());
        index.storage_parameters = row.text();
        index.tablespace = row.text();
        index.comment = row.text();
        index.included_columns = row.list();
        if (indexes.empty() || indexes.back().name != index.name)
            indexes.push_back(std::move(index));
        catalog::index_key key;
        key.value = row.text();
        key.is_expression = row.flag();
        key.is_descending = row.number() != 0;
        key.nulls_first = row.number() != 0;
        key.operator_class = row.text();
        key.collation = row.text();
        indexes.back().keys.push_back(std::move(key));
    }

    void read_policies() {
        const std::string sql =
            "select p.polrelid, p.polname, p.polpermissive, case p.polcmd when 'r' then 'SELECT'"
            " when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' else 'ALL' end,"
            " array(select coalesce(r.rolname, 'public')::text from pg_catalog.unnest(p.polroles) u(role)"
            " left join pg_catalog.pg_roles r on r.oid = u.role order by 1),"
            " pg_catalog.pg_get_expr(p.polqual, p.polrelid),"
            " pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), " +
            comment_of("pg_policy", "p.oid") +
            " from pg_catalog.pg_policy p join pg_catalog.pg_class c on c.oid = p.polrelid"
            " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where" +
            relation_filter("'r', 'p'") + "order by p.polrelid, p.polname";
        for_each_row(server_, sql, context_, [&](server_row row) {
            catalog::table* table = table_of(row.text());
            if (table == nullptr) return;
            catalog::policy policy;
            policy.name = row.text();
            policy.is_permissive = row.flag();
            policy.command = row.text();
            policy.roles = row.list();
            policy.using_expression = row.optional_text();
            policy.check_expression = row.optional_text();
            policy.comment = row.text();
            table->policies.push_back(std::move(policy));
        });
    }

    void read_triggers() {
        const std::string sql =
            "select g.tgrelid, g.tgname, pg_catalog.pg_get_triggerdef(g.oid), " +
            comment_of("pg_trigger", "g.oid") +
            " from pg_catalog.pg_trigger g join pg_catalog.pg_class c on c.oid = g.tgrelid"
            " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
            " where not g.tgisinternal and g.tgparentid = 0 and" +
            relation_filter("'r', 'p'") + "order by g.tgrelid, g.tgname";
        for_each_row(server_, sql, context_, [&](server_row row) {
            catalog::table* table = table_of(row.text());
            if (table == nullptr) return;
            std::string name = row.text();
            std::string definition = row.text();
            table->triggers.push_back({std::move(name), std::move(definition), row.text()});
        });
    }

    server_connection& server_;
    const server_context& context_;
    catalog::database& into_;
    const relation_places& places_;
};

}  // namespace orm::inspect::detail
