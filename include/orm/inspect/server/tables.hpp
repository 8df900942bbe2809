// SPDX-License-Identifier: MIT
// Reads tables, views and columns from a server.
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
#include <orm/inspect/server/relations.hpp>
#include <orm/inspect/server/rows.hpp>
#include <orm/inspect/server/types.hpp>

namespace orm::inspect::detail {

/// Reads tables, views and columns. Members are read by member_reader, which needs places().
class table_reader {
public:
    table_reader(server_connection& server, const server_context& context, catalog::database& into)
        : server_(server), context_(context), into_(into) {}

    void read() {
        read_tables();
        read_parents();
        read_views();
        read_columns();
    }

    const relation_places& places() const { return places_; }

private:
    catalog::table* table_of(const std::string& oid) { return table_at(into_, places_, oid); }

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
            // Only a generated column's expression names columns; for the others the server need not open
            // the table.
            ", a.attnotnull, pg_catalog.pg_get_expr(f.adbin, case when a.attgenerated = '' then"
            " 0::pg_catalog.oid else f.adrelid end), a.attgenerated, a.attidentity, " +
            collation_column("a.attcollation", "t") +
            ", d.description, s.relname, s.nspname = n.nspname, s.seqincrement, s.seqmin, s.seqmax, s.seqstart,"
            " s.seqcache, s.seqcycle from pg_catalog.pg_attribute a"
            " join pg_catalog.pg_class c on c.oid = a.attrelid"
            " join pg_catalog.pg_namespace n on n.oid = c.relnamespace" +
            type_joins("a.atttypid") +
            "left join pg_catalog.pg_attrdef f on f.adrelid = a.attrelid and f.adnum = a.attnum"
            " left join pg_catalog.pg_description d on d.objoid = a.attrelid and d.objsubid = a.attnum"
            " and d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass"
            // By index, column after column, and only where there is something to find: a database that
            // has just been filled has no statistics, and a join would compare all with all.
            " left join lateral (select sc.relname, sn.nspname, q.* from"
            " pg_catalog.pg_depend p join pg_catalog.pg_class sc on sc.oid = p.objid and sc.relkind = 'S'"
            " join pg_catalog.pg_namespace sn on sn.oid = sc.relnamespace"
            " join pg_catalog.pg_sequence q on q.seqrelid = sc.oid"
            " where (a.atthasdef or a.attidentity <> '')"
            " and p.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and p.deptype in ('a', 'i')"
            " and p.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass"
            " and p.refobjid = a.attrelid and p.refobjsubid = a.attnum offset 0) s on true"
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

    server_connection& server_;
    const server_context& context_;
    catalog::database& into_;
    relation_places places_;
};

}  // namespace orm::inspect::detail
