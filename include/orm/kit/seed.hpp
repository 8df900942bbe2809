// SPDX-License-Identifier: MIT
// Fills a database with invented rows, by its catalog alone; and empties it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/connection_execute.hpp>
#include <orm/driver/postgres/copy.hpp>
#include <orm/inspect/from_server.hpp>
#include <orm/kit/seed/options.hpp>
#include <orm/kit/seed/planner.hpp>
#include <orm/kit/seed/row_writer.hpp>
#include <orm/sql/quote.hpp>

namespace orm::kit {

namespace seeding {

using driver::postgres::connection;
using driver::postgres::copy_format;
using driver::postgres::copy_in;
using driver::postgres::execution_context;
using driver::postgres::result;

inline std::string sql_name(const catalog::table& of) {
    return lexical::quoted_identifier(of.schema) + "." + lexical::quoted_identifier(of.name);
}

inline std::string column_list(const std::vector<std::string>& columns) {
    std::string list;
    for (const std::string& each : columns)
        list += (list.empty() ? "" : ", ") + lexical::quoted_identifier(each);
    return list;
}

/// Runs a plan on one connection.
class seeder {
public:
    seeder(connection& server, const execution_context& context, const seed_options& options)
        : server_(server), context_(context), options_(options) {}

    seed_report run(const catalog::database& of, const std::vector<seed_refinement>& refinements) {
        run("begin");
        try {
            run("set constraints all deferred");
            plan_ = planner(of, options_, refinements, facts()).make();
            seed_report report = write_all();
            run("commit");
            return report;
        } catch (...) {
            if (server_.is_usable()) server_.execute("rollback", {}, context_);
            throw;
        }
    }

private:
    void run(const std::string& sql) { server_.execute(sql, {}, context_); }
    result rows(const std::string& sql) {
        return server_.execute(sql, {}, context_, driver::postgres::value_format::text);
    }
    std::int64_t number(const std::string& sql) {
        const result found = rows(sql);
        return found.is_null(0, 0) ? 0 : std::stoll(std::string(found.bytes(0, 0).text()));
    }

    database_facts facts() {
        database_facts made;
        made.row_count = [this](const catalog::table& of) {
            return static_cast<std::uint64_t>(number("select count(*) from " + sql_name(of)));
        };
        made.greatest = [this](const catalog::table& of, const std::string& column) {
            return number("select trunc(max(" + lexical::quoted_identifier(column) +
                          ")::numeric) from " + sql_name(of));
        };
        made.keys = [this](const catalog::foreign_key& key) { return keys_of(key); };
        return made;
    }

    std::vector<std::vector<std::string>> keys_of(const catalog::foreign_key& key) {
        const std::string columns = column_list(key.referenced_columns);
        const result found = rows("select " + columns + " from " +
                                  lexical::quoted_identifier(key.referenced_schema) + "." +
                                  lexical::quoted_identifier(key.referenced_table) + " order by " +
                                  columns + " limit 10000");
        std::vector<std::vector<std::string>> keys;
        for (std::size_t row = 0; row < found.row_count(); ++row) {
            keys.emplace_back();
            for (std::size_t at = 0; at < key.referenced_columns.size(); ++at)
                keys.back().emplace_back(found.bytes(row, at).text());
        }
        return keys;
    }

    seed_report write_all() {
        seed_report report;
        for (std::size_t at = 0; at < plan_.tables.size(); ++at) {
            table_plan& table = plan_.tables[at];
            if (!table.table->checks.empty()) heed_checks(table);
            copy_rows(table, at);
            report.tables.push_back({table.table->schema, table.table->name, table.count});
        }
        for (const table_plan& table : plan_.tables) {
            for (std::size_t at = 0; at < table.references.size(); ++at)
                if (table.references[at].is_late) update_late(table, at);
            advance_sequences(table);
        }
        return report;
    }

    void tell(const table_plan& table, std::uint64_t done, std::size_t tables_done) const {
        if (options_.on_progress)
            options_.on_progress(
                {table.table->name, done, table.count, tables_done, plan_.tables.size()});
    }

    void copy_rows(const table_plan& table, std::size_t tables_done) {
        constexpr std::uint64_t rows_between_reports = 16'384;
        tell(table, 0, tables_done);
        if (table.columns.empty()) return insert_defaults(table);
        std::vector<std::string> names;
        for (const column_plan& each : table.columns) names.push_back(each.column->name);
        const row_writer writer(plan_);
        copy_in rows(server_, sql_name(*table.table) + " (" + column_list(names) + ")",
                     copy_format::text, context_);
        for (std::uint64_t row = 0; row < table.count; ++row) {
            writer.write(rows.buffer(), table, table.first_row + row);
            rows.send_if_full();
            if (row % rows_between_reports == rows_between_reports - 1)
                tell(table, row + 1, tables_done);
        }
        rows.finish();
        tell(table, table.count, tables_done + 1);
    }

    /// Lets the server judge rows by the table's checks, and draws again those that break one. Checks
    /// that the columns' limits keep anyway cost one look at the first thousand rows.
    void heed_checks(table_plan& table) {
        constexpr int most_attempts = 60;
        std::vector<std::uint64_t> judged;
        const std::uint64_t few = std::min<std::uint64_t>(table.count, 1'000);
        for (std::uint64_t row = 0; row < few; ++row) judged.push_back(row);
        judged = refused_rows(table, judged);
        if (judged.empty()) return;
        table.attempts.assign(table.count, 0);
        for (std::uint64_t row = few; row < table.count; ++row) judged.push_back(row);
        for (int attempt = 0; attempt < most_attempts && !judged.empty(); ++attempt) {
            judged = refused_rows(table, judged);
            for (const std::uint64_t row : judged) ++table.attempts[row];
        }
    }

    /// Those of these rows that a check refuses, found in a temporary copy of the table.
    std::vector<std::uint64_t> refused_rows(const table_plan& table,
                                            const std::vector<std::uint64_t>& judged) {
        std::vector<std::string> names;
        for (const column_plan& each : table.columns) names.push_back(each.column->name);
        run("create temporary table orm_judged on commit drop as select *, 0::bigint as \"orm:row\""
            " from " +
            sql_name(*table.table) + " with no data");
        copy_judged(table, names, judged);
        std::string refused;
        for (const catalog::check_constraint& check : table.table->checks)
            refused += (refused.empty() ? "(" : " or (") + check.expression + ") is false";
        const result found = rows("select \"orm:row\" from pg_temp.orm_judged where " + refused);
        std::vector<std::uint64_t> numbers;
        for (std::size_t row = 0; row < found.row_count(); ++row)
            numbers.push_back(std::stoull(std::string(found.bytes(row, 0).text())));
        run("drop table pg_temp.orm_judged");
        return numbers;
    }

    void copy_judged(const table_plan& table, const std::vector<std::string>& names,
                     const std::vector<std::uint64_t>& judged) {
        const row_writer writer(plan_);
        copy_in rows(server_, "pg_temp.orm_judged (" + column_list(names) + ", \"orm:row\")",
                     copy_format::text, context_);
        for (const std::uint64_t row : judged) {
            writer.write(rows.buffer(), table, table.first_row + row);
            rows.buffer().back() = '\t';
            fake::append_number(rows.buffer(), static_cast<std::int64_t>(row));
            rows.buffer() += '\n';
            rows.send_if_full();
        }
        rows.finish();
    }

    /// A table of which every column is left to the database.
    void insert_defaults(const table_plan& table) {
        for (std::uint64_t row = 0; row < table.count; ++row)
            run("insert into " + sql_name(*table.table) + " default values");
    }

    /// The columns by which a row is found again: a key that is not written late itself.
    static std::vector<std::string> row_key(const table_plan& table, const reference_plan& late) {
        for (const std::vector<std::string>& set : detail::unique_sets(*table.table)) {
            bool fits = true;
            for (const std::string& name : set) {
                const std::size_t at = table.position_of(name);
                fits = fits && at != none && table.columns[at].column->is_not_null;
                for (const std::string& own : late.key->columns) fits = fits && own != name;
            }
            if (fits) return set;
        }
        return {};
    }

    /// References of tables in a circle: rows are updated once all tables have theirs.
    void update_late(const table_plan& table, std::size_t reference) {
        const reference_plan& late = table.references[reference];
        const std::vector<std::string> key = row_key(table, late);
        if (key.empty()) return;
        std::vector<std::string> names = key;
        std::string assignments;
        std::string conditions;
        for (const std::string& name : key)
            conditions += (conditions.empty() ? "" : " and ") + ("t." + column_list({name})) +
                          " = l." + column_list({name});
        for (const std::string& name : late.key->columns) {
            const std::size_t at = table.position_of(name);
            if (at == none || table.columns[at].reference != reference) continue;
            names.push_back(name);
            assignments += (assignments.empty() ? "" : ", ") + column_list({name}) + " = l." +
                           column_list({name});
        }
        run("create temporary table orm_late on commit drop as select " + column_list(names) +
            " from " + sql_name(*table.table) + " with no data");
        copy_late(table, names);
        run("update " + sql_name(*table.table) + " t set " + assignments +
            " from pg_temp.orm_late l where " + conditions);
        run("drop table pg_temp.orm_late");
    }

    void copy_late(const table_plan& table, const std::vector<std::string>& names) {
        const row_writer writer(plan_);
        copy_in rows(server_, "pg_temp.orm_late (" + column_list(names) + ")", copy_format::text,
                     context_);
        for (std::uint64_t row = 0; row < table.count; ++row) {
            for (std::size_t at = 0; at < names.size(); ++at) {
                if (at != 0) rows.buffer() += '\t';
                if (!writer.write_field(rows.buffer(), table, table.position_of(names[at]),
                                        table.first_row + row))
                    rows.buffer() += "\\N";
            }
            rows.buffer() += '\n';
            rows.send_if_full();
        }
        rows.finish();
    }

    /// The next row of the program gets the next number.
    void advance_sequences(const table_plan& table) {
        if (table.count == 0) return;
        for (const column_plan& each : table.columns) {
            if (!catalog::is_serial(each.column->type) && !each.column->identity) continue;
            const std::string name = sql_name(*table.table);
            run("select setval(pg_get_serial_sequence(" + lexical::quoted_literal(name) + ", " +
                lexical::quoted_literal(each.column->name) + "), max(" +
                lexical::quoted_identifier(each.column->name) + ")) from " + name);
        }
    }

    connection& server_;
    const execution_context& context_;
    const seed_options& options_;
    seed_plan plan_;
};

}  // namespace seeding

/// Fills the tables of a catalog with invented rows, in one transaction. See orm::seed().
///
/// Takes:    an idle connection outside of a transaction.
/// Throws:   seed_error when the tables cannot be filled; the server's error when a row breaks a rule
///           that could not be read from the schema: say the column's values in a refinement.
inline seed_report seed_catalog(driver::postgres::connection& server, const catalog::database& of,
                                const seed_options& options = {},
                                const std::vector<seed_refinement>& refinements = {},
                                const driver::postgres::execution_context& context = {}) {
    return seeding::seeder(server, context, options).run(of, refinements);
}

/// The tables of a catalog as the database has them: with the types, checks and defaults of the server.
///
/// Throws:   seed_error when the database lacks one of them.
inline catalog::database live_tables(driver::postgres::connection& server,
                                     const catalog::database& wanted,
                                     const driver::postgres::execution_context& context = {}) {
    catalog::database live = inspect::from_server(server, {}, context);
    std::vector<catalog::table> tables;
    for (const catalog::table& each : wanted.tables) {
        const catalog::table* found = catalog::find(live.tables, each.schema, each.name);
        if (found == nullptr)
            throw seed_error("seed: the database has no table " + seeding::sql_name(each) +
                             "; migrate it first");
        tables.push_back(*found);
    }
    live.tables = std::move(tables);
    return live;
}

/// `truncate table ... restart identity cascade`, of exactly the tables of the catalog.
///
/// Gives:    the number of tables. `cascade` also empties tables that reference them.
inline std::size_t reset_catalog(driver::postgres::connection& server, const catalog::database& of,
                                 const driver::postgres::execution_context& context = {}) {
    std::string names;
    std::size_t count = 0;
    for (const catalog::table& each : of.tables) {
        if (each.is_external || each.partition_of) continue;
        names += (count++ == 0 ? "" : ", ") + seeding::sql_name(each);
    }
    if (count != 0)
        server.execute("truncate table " + names + " restart identity cascade", {}, context);
    return count;
}

}  // namespace orm::kit
