// SPDX-License-Identifier: MIT
// Reads tables, their columns and everything that hangs on them, from a server.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <orm/catalog/database.hpp>
#include <orm/catalog/names.hpp>
#include <orm/inspect/server/queries.hpp>
#include <orm/inspect/server/rows.hpp>
#include <orm/inspect/server/types.hpp>

namespace orm::inspect::detail {

/// Reads the relations of a database. The queries share one snapshot, so an oid that one query gives
/// is known to the others.
class table_reader {
public:
    table_reader(server_connection& server, const server_context& context, catalog::database& into)
        : server_(server), context_(context), into_(into) {}

    void read() {
        read_tables();
        read_parents();
        read_views();
        read_columns();
        read_keys();
        read_foreign_keys();
        read_checks();
        read_indexes();
        read_policies();
        read_triggers();
    }

private:
    /// Tables and materialized views by the text of their oid.
    struct place {
        std::size_t position = 0;
        bool is_view = false;
    };

    static std::string relation_filter(std::string_view kinds) {
        return " c.relkind in (" + std::string(kinds) + ") and" + std::string(user_schemas) +
               "and" + not_of_extension("pg_class", "c.oid");
    }

    catalog::table* table_of(const std::string& oid) {
        const auto found = places_.find(oid);
        if (found == places_.end() || found->second.is_view) return nullptr;
        return &into_.tables[found->second.position];
    }

    void read_tables() {
        const std::string sql =
            "select c.oid, n.nspname, c.relname, c.relrowsecurity, c.relforcerowsecurity,"
            " c.relpersistence = 'u', pg_catalog.array_to_string(c.reloptions, ', '),"
            " case when am.amname <> 'heap' then am.amname end, ts.spcname,"
            " case when c.relkind = 'p' then pg_catalog.pg_get_partkeydef(c.oid) end,"
            " case when c.relispartition then pg_catalog.pg_get_expr(c.relpartbound, c.oid) end, " +
            comment_of("pg_class", "c.oid") +
            " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
            " left join pg_catalog.pg_am am on am.oid = c.relam"
            " left join pg_catalog.pg_tablespace ts on ts.oid = c.reltablespace where" +
            relation_filter("'r', 'p'") + "order by 2, 3";
        for_each_row(server_, sql, context_, [&](server_row row) {
            const std::string oid = row.text();
            catalog::table table;
            table.schema = row.text();
            table.name = row.text();
            table.has_row_security = row.flag();
            table.forces_row_security = row.flag();
            table.is_unlogged = row.flag();
            table.storage_parameters = row.text();
            table.access_method = row.text();
            table.tablespace = row.text();
            table.partition_key = row.text();
            if (std::string bound = row.text(); !bound.empty())
                table.partition_of = catalog::partition_place{{}, std::move(bound)};
            table.comment = row.text();
            places_.emplace(oid, place{into_.tables.size(), false});
            into_.tables.push_back(std::move(table));
        });
    }

    void read_parents() {
        constexpr std::string_view sql =
            "select i.inhrelid, pn.nspname, p.relname from pg_catalog.pg_inherits i"
            " join pg_catalog.pg_class p on p.oid = i.inhparent"
            " join pg_catalog.pg_namespace pn on pn.oid = p.relnamespace"
            " where p.relkind in ('r', 'p') order by i.inhrelid, i.inhseqno";
        for_each_row(server_, sql, context_, [&](server_row row) {
            catalog::table* table = table_of(row.text());
            if (table == nullptr) return;
            std::string schema = row.text();
            catalog::qualified_name parent{std::move(schema), row.text()};
            if (table->partition_of) table->partition_of->parent = std::move(parent);
            else table->parents.push_back(std::move(parent));
        });
    }

    void read_views() {
        const std::string sql =
            "select c.oid, n.nspname, c.relname, c.relkind = 'm', pg_catalog.pg_get_viewdef(c.oid),"
            " c.reloptions::text, case when am.amname <> 'heap' then am.amname end, ts.spcname, " +
            comment_of("pg_class", "c.oid") +
            " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
            " left join pg_catalog.pg_am am on am.oid = c.relam"
            " left join pg_catalog.pg_tablespace ts on ts.oid = c.reltablespace where" +
            relation_filter("'v', 'm'") + "order by 2, 3";
        for_each_row(server_, sql, context_, [&](server_row row) {
            const std::string oid = row.text();
            catalog::view view;
            view.schema = row.text();
            view.name = row.text();
            view.is_materialized = row.flag();
            view.definition = catalog::detail::trimmed(row.text());
            for (const std::string& option : row.list()) {
                const std::size_t equals = option.find('=');
                view.options.emplace(option.substr(0, equals), option.substr(equals + 1));
            }
            view.access_method = row.text();
            view.tablespace = row.text();
            view.comment = row.text();
            places_.emplace(oid, place{into_.views.size(), true});
            into_.views.push_back(std::move(view));
        });
    }

    /// Columns that come from a parent are the parent's. `d` is the sequence that the column owns.
    void read_columns() {
        const std::string sql =
            "select a.attrelid, a.attname," +
            type_columns("a.atttypid", "a.atttypmod", "a.attndims") +
            ", a.attnotnull, pg_catalog.pg_get_expr(f.adbin, f.adrelid), a.attgenerated, a.attidentity, " +
            collation_column("a.attcollation", "t") + ", " +
            comment_of("pg_class", "a.attrelid", "a.attnum") +
            ", s.relname, s.nspname = n.nspname, s.seqincrement, s.seqmin, s.seqmax, s.seqstart,"
            " s.seqcache, s.seqcycle from pg_catalog.pg_attribute a"
            " join pg_catalog.pg_class c on c.oid = a.attrelid"
            " join pg_catalog.pg_namespace n on n.oid = c.relnamespace" +
            type_joins("a.atttypid") +
            "left join pg_catalog.pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum"
            " left join (select p.refobjid, p.refobjsubid, sc.relname, sn.nspname, q.* from"
            " pg_catalog.pg_depend p join pg_catalog.pg_class sc on sc.oid = p.objid and sc.relkind = 'S'"
            " join pg_catalog.pg_namespace sn on sn.oid = sc.relnamespace"
            " join pg_catalog.pg_sequence q on q.seqrelid = sc.oid"
            " where p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and p.deptype in ('a', 'i')"
            " and p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass and p.refobjsubid > 0) s"
            " on s.refobjid = a.attrelid and s.refobjsubid = a.attnum"
            " where a.attnum > 0 and not a.attisdropped and (a.attislocal or c.relispartition) and" +
            relation_filter("'r', 'p'") + "order by a.attrelid, a.attnum";
        for_each_row(server_, sql, context_, [&](server_row row) {
            catalog::table* table = table_of(row.text());
            if (table != nullptr) table->columns.push_back(read_column(row, *table));
        });
    }

    static catalog::column read_column(server_row& row, const catalog::table& table) {
        catalog::column column;
        column.name = row.text();
        column.type = read_type(row);
        column.is_not_null = row.flag();
        std::optional<std::string> expression = row.optional_text();
        const std::string generated = row.text();
        const std::string identity = row.text();
        column.collation = row.text();
        column.comment = row.text();
        const std::string sequence = row.text();
        const bool is_in_same_schema = row.flag();
        const catalog::sequence_options options = read_options(row);
        if (!generated.empty()) {
            column.generated = {generated == "v" ? catalog::generation::computed_on_read
                                                 : catalog::generation::stored,
                                catalog::normal_expression(expression.value_or(""))};
        } else if (!identity.empty()) {
            column.identity = {identity == "a" ? catalog::identity_kind::always
                                               : catalog::identity_kind::by_default,
                               sequence, options};
        } else if (is_in_same_schema && is_serial(column, expression, sequence)) {
            make_serial(column, sequence, table.name);
        } else if (expression) {
            column.default_expression = plain_default(*expression, column.type);
        }
        return column;
    }

    static catalog::sequence_options read_options(server_row& row) {
        catalog::sequence_options options;
        options.increment = row.number();
        options.minimum = row.number();
        options.maximum = row.number();
        options.start = row.number();
        options.cache = row.number();
        options.cycles = row.flag();
        return options;
    }

    /// A NOT NULL integer that takes its values from a sequence of its own.
    static bool is_serial(const catalog::column& column,
                          const std::optional<std::string>& expression,
                          const std::string& sequence) {
        if (!column.is_not_null || sequence.empty() || !expression) return false;
        std::string spelled;
        for (const char character : sequence) {
            if (character == '"' || character == '\'') spelled += character;
            spelled += character;
        }
        return expression->rfind("nextval(", 0) == 0 &&
               expression->find(spelled) != std::string::npos &&
               (column.type.name == "integer" || column.type.name == "bigint" ||
                column.type.name == "smallint");
    }

    static void make_serial(catalog::column& column, const std::string& sequence,
                            const std::string& table) {
        column.type.name = column.type.name == "integer"  ? "serial"
                           : column.type.name == "bigint" ? "bigserial"
                                                          : "smallserial";
        if (sequence != catalog::sequence_name(table, column.name))
            column.owned_sequence = sequence;
    }

    /// Names of the columns at these positions, in their order.
    static std::string names_at(std::string_view positions, std::string_view relation) {
        return "array(select x.attname::text from pg_catalog.unnest(" + std::string(positions) +
               ") with ordinality k(number, place) join pg_catalog.pg_attribute x on x.attrelid = " +
               std::string(relation) + " and x.attnum = k.number order by k.place)";
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
            " left join pg_catalog.pg_attribute a on a.attrelid = i.indrelid"
            " and a.attnum = i.indkey[k.place - 1] and a.attnum <> 0 where" +
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
    std::map<std::string, place> places_;
};

}  // namespace orm::inspect::detail
