// SPDX-License-Identifier: MIT
// Data of tables as CSV or JSON files: straight from the server, one snapshot for all.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/connection_execute.hpp>
#include <orm/driver/postgres/copy.hpp>
#include <orm/kit/export_file.hpp>
#include <orm/sql/quote.hpp>

namespace orm::kit {

/// csv: with a header line, NULL is an empty cell without quotes. json: an array of objects.
/// json_lines: an object on each line.
enum class export_format : std::uint8_t { csv, json, json_lines };

struct export_progress {
    const std::string& table;
    std::uint64_t rows_done;
    std::uint64_t rows_of_table;
    std::size_t tables_done;
    std::size_t table_count;
};

struct export_options {
    export_format format = export_format::csv;
    bool overwrites = false;
    /// CSV: texts that a spreadsheet would run as a formula get a `'` in front.
    bool guards_spreadsheets = false;
    std::function<void(const export_progress&)> on_progress{};
};

struct exported_table {
    std::string schema;
    std::string name;
    std::string path;
    std::uint64_t rows = 0;
};

namespace detail {

class exporter {
public:
    exporter(driver::postgres::connection& server, const catalog::database& of,
             const export_options& options, const driver::postgres::execution_context& context)
        : server_(server), of_(of), options_(options), context_(context) {}

    std::vector<exported_table> run(const std::string& folder) {
        run_sql("begin transaction isolation level repeatable read, read only");
        try {
            for (const char* setting :
                 {"timezone to 'UTC'", "datestyle to 'ISO, MDY'", "intervalstyle to 'postgres'",
                  "bytea_output to 'hex'", "extra_float_digits to 1"})
                run_sql(std::string("set local ") + setting);
            std::vector<exported_table> done;
            for (const catalog::table& each : of_.tables)
                if (!each.is_external && !each.partition_of)
                    done.push_back(write_file(each, folder, done.size()));
            run_sql("commit");
            return done;
        } catch (...) {
            if (server_.is_usable()) server_.execute("rollback", {}, context_);
            throw;
        }
    }

private:
    void run_sql(const std::string& sql) { server_.execute(sql, {}, context_); }

    static std::string quoted(const std::string& name) { return lexical::quoted_identifier(name); }
    static std::string name_of(const catalog::table& of) {
        return quoted(of.schema) + "." + quoted(of.name);
    }

    exported_table write_file(const catalog::table& table, const std::string& folder,
                              std::size_t tables_done) {
        const char* ending = options_.format == export_format::csv    ? ".csv"
                             : options_.format == export_format::json ? ".json"
                                                                      : ".jsonl";
        exported_table made{table.schema, table.name,
                            folder + "/" + file_name_of(table.schema, table.name) + ending, 0};
        export_file file(made.path, options_.overwrites);
        const std::uint64_t expected = options_.on_progress ? count(table) : 0;
        tell(table, 0, expected, tables_done);
        made.rows = write_rows(table, file, expected, tables_done);
        file.finish();
        tell(table, made.rows, made.rows, tables_done + 1);
        return made;
    }

    std::uint64_t count(const catalog::table& of) {
        const driver::postgres::result rows =
            server_.execute("select count(*) from " + name_of(of), {}, context_,
                            driver::postgres::value_format::text);
        return std::stoull(std::string(rows.bytes(0, 0).text()));
    }

    void tell(const catalog::table& table, std::uint64_t done, std::uint64_t expected,
              std::size_t tables_done) const {
        if (options_.on_progress)
            options_.on_progress({table.name, done, expected, tables_done, of_.tables.size()});
    }

    std::uint64_t write_rows(const catalog::table& table, export_file& file, std::uint64_t expected,
                             std::size_t tables_done) {
        constexpr std::uint64_t rows_between_reports = 16'384;
        const bool is_csv = options_.format == export_format::csv;
        driver::postgres::copy_out lines(
            server_, "(" + (is_csv ? csv_query(table) : json_query(table)) + order(table) + ")",
            is_csv ? driver::postgres::copy_format::csv : driver::postgres::copy_format::text,
            context_);
        std::uint64_t rows = 0;
        if (options_.format == export_format::json) file.write("[");
        for (byte_view line; lines.next(line); ++rows) {
            if (is_csv) file.write(line.text());
            else write_json(line.text(), file, rows);
            if (rows % rows_between_reports == rows_between_reports - 1)
                tell(table, rows + 1, expected, tables_done);
        }
        if (options_.format == export_format::json) file.write(rows == 0 ? "]\n" : "\n]\n");
        return lines.row_count();
    }

    /// The same order in every export of a table that has a key.
    static std::string order(const catalog::table& of) {
        if (!of.primary_key) return "";
        std::string columns;
        for (const std::string& column : of.primary_key->columns)
            columns += (columns.empty() ? " order by " : ", ") + ("t." + quoted(column));
        return columns;
    }

    /// COPY writes a backslash for each of its own escapes; JSON has none of tabs or line ends in text.
    void write_json(std::string_view line, export_file& file, std::uint64_t row) {
        while (!line.empty() && line.back() == '\n') line.remove_suffix(1);
        std::string object;
        object.reserve(line.size());
        for (std::size_t at = 0; at < line.size(); ++at) {
            if (line[at] != '\\' || at + 1 == line.size()) {
                object += line[at];
                continue;
            }
            const char escaped = line[++at];
            // Blanks between the words of a json column: a blank on one line is the same document.
            object += escaped == '\\' ? '\\' : ' ';
        }
        if (options_.format == export_format::json) file.write(row == 0 ? "\n" : ",\n");
        file.write(object);
        if (options_.format == export_format::json_lines) file.write("\n");
    }

    std::string csv_query(const catalog::table& table) const {
        std::string list;
        for (const catalog::column& column : table.columns) {
            const std::string name = "t." + quoted(column.name);
            std::string value = name;
            if (options_.guards_spreadsheets && is_text(column.type))
                value = "case when " + name + "::text ~ '^[=+@\\t\\r-]' then '''' || " + name +
                        "::text else " + name + "::text end as " + quoted(column.name);
            list += (list.empty() ? "" : ", ") + value;
        }
        return "select " + list + " from " + name_of(table) + " t";
    }

    std::string json_query(const catalog::table& table) const {
        std::string list;
        for (const catalog::column& column : table.columns) {
            std::string value = "t." + quoted(column.name);
            if (changes_in_json(column.type))
                value += column.type.dimensions == 0 ? "::text" : "::text[]";
            list += (list.empty() ? "" : ", ") + value + " as " + quoted(column.name);
        }
        return "select (select pg_catalog.row_to_json(r) from (select " + list + ") r) from " +
               name_of(table) + " t";
    }

    /// The type behind domains, without modifier.
    std::string plain_type(const catalog::column_type& of) const {
        const catalog::domain* domain = catalog::find(of_.domains, of.schema, of.name);
        if (domain != nullptr) return plain_type(domain->base);
        if (of.is_user_defined()) return "";
        const std::string name = of.dimensions == 0 ? catalog::without_serial(of).name : of.name;
        return catalog::detail::split_modifier(name).first;
    }

    bool is_text(const catalog::column_type& of) const {
        const std::string type = plain_type(of);
        return of.dimensions != 0 || type.empty() || type == "text" || type == "varchar" ||
               type == "char" || type == "citext" || type == "name" || type == "xml";
    }

    /// Readers of JSON take numbers for doubles: these have more digits, and travel as strings.
    bool changes_in_json(const catalog::column_type& of) const {
        const std::string type = plain_type(of);
        return type == "bigint" || type == "numeric" || type == "money" || type == "xid8";
    }

    driver::postgres::connection& server_;
    const catalog::database& of_;
    const export_options& options_;
    const driver::postgres::execution_context& context_;
};

}  // namespace detail

/// Writes one file for each table of the catalog into a folder: `public.users.csv`.
///
/// Takes:    an idle connection outside of a transaction; a folder that exists.
/// Gives:    the files and their numbers of rows. All are of one snapshot.
/// Throws:   export_error for a file that exists, a link, or a full disk; the file is then not there.
inline std::vector<exported_table> export_data(
    driver::postgres::connection& server, const catalog::database& of, const std::string& folder,
    const export_options& options = {}, const driver::postgres::execution_context& context = {}) {
    return detail::exporter(server, of, options, context).run(folder);
}

}  // namespace orm::kit
