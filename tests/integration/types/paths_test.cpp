// SPDX-License-Identifier: MIT
// Matrix B2 below the query layer: every accepted oracle case by every path, under hostile settings.
// The path through relations is relations/values_test.cpp.
#include <cstdio>
#include <memory>

#include "copy_stream.hpp"
#include "oracle.hpp"
#include "support/catch.hpp"
#include "support/database.hpp"

using namespace type_tests;

namespace {

/// Settings that a role or a database may have, and that change what text means.
const std::vector<std::vector<const char*>> hostile_settings = {
    {"set extra_float_digits = 0", "set bytea_output = escape"},
    {"set datestyle = 'SQL, DMY'", "set timezone = 'America/St_Johns'"},
    {"set intervalstyle = iso_8601", "set datestyle = 'Postgres, MDY'",
     "set timezone = 'Asia/Kolkata'"},
    {"set intervalstyle = sql_standard", "set datestyle = German",
     "set timezone = 'Europe/Berlin'"},
    {"set array_nulls = off", "set standard_conforming_strings = off", "set xmlbinary = hex",
     "set quote_all_identifiers = on", "set transform_null_equals = on"},
    {"set extra_float_digits = -15", "set bytea_output = escape",
     "set intervalstyle = postgres_verbose", "set datestyle = 'SQL, MDY'",
     "set timezone = 'Pacific/Chatham'", "set array_nulls = off",
     "set search_path = pg_catalog, public"}};

/// PostgreSQL 15 prints the smallest interval as a text that it cannot read; B1 covers the value.
bool cannot_be_copied(const oracle_case& one) { return one.literal == "-9223372036854775808 us"; }

/// One type with its accepted cases, stored once under pinned settings; what all paths must give.
class type_paths {
public:
    type_paths(type_session& pinned, const oracle_type& type, std::size_t& checks,
               std::string& faults)
        : pinned_(pinned), type_(type), checks_(checks), faults_(faults) {
        if (type.name.substr(type.name.size() - 2) != "[]") columns_.emplace_back("a");
        columns_.emplace_back("c");
    }

    void store(const std::vector<oracle_case>& cases) {
        const std::string sql_type(type_.name);
        const bool takes_all = is_newer_server(pinned_);
        pinned_.run("drop table if exists expected, actual, copied");
        pinned_.run("drop type if exists held");
        pinned_.run("create type held as (v " + sql_type + ")");
        pinned_.run("create table expected (s " + sql_type + ", a " + sql_type + "[], c held, n " +
                    sql_type + ", id int generated always as identity)");
        for (const oracle_case& one : cases) {
            if (one.type != type_.name || !one.is_accepted() || cannot_be_copied(one)) continue;
            if (!takes_all && needs_newer_server(one)) continue;
            pinned_.run("insert into expected (s) values (cast($1 as " + sql_type + "))",
                        {type_session::text(one.literal)});
        }
        pinned_.run(columns_.size() == 3
                        ? "update expected set a = array[s]::" + sql_type + "[], c = row(s)::held"
                        : "update expected set c = row(s)::held");
        binary_ = rows_of(pinned_, "expected", driver::value_format::binary);
        text_ = rows_of(pinned_, "expected", driver::value_format::text);
    }

    void check(type_session& hostile) {
        pinned_.run("drop table if exists actual, copied");
        pinned_.run("create table actual (like expected)");
        pinned_.run("create table copied (like expected)");
        for (std::size_t row = 0; row < binary_.size(); ++row) insert(hostile, row);
        compare(rows_of(hostile, "actual", driver::value_format::binary), binary_, "binary result");
        compare(rows_of(pinned_, "actual", driver::value_format::text), text_, "text result");
        check_binary_copy(hostile);
        check_text_copy(hostile);
    }

private:
    using rows = std::vector<copy_row>;

    std::string column_list() const {
        std::string list;
        for (const char* column : columns_) list += std::string(column) + ", ";
        return list + "n";
    }

    rows rows_of(type_session& session, const char* table, driver::value_format format) const {
        const auto found =
            session.run("select " + column_list() + " from " + table + " order by id", {}, format);
        rows all;
        for (std::size_t row = 0; row < found.row_count(); ++row) {
            copy_row& cells = all.emplace_back();
            for (std::size_t column = 0; column < found.column_count(); ++column) {
                if (found.is_null(row, column)) cells.emplace_back();
                else cells.emplace_back(std::string(found.bytes(row, column).text()));
            }
        }
        return all;
    }

    oracle_type::recode recode_of(std::size_t column) const {
        if (*columns_[column] == 's') return type_.recode_value;
        return *columns_[column] == 'a' ? type_.recode_array : type_.recode_composite;
    }

    std::uint32_t oid_of(std::size_t column, type_session& session) const {
        if (*columns_[column] == 's') return type_.value_oid(&session);
        return *columns_[column] == 'a' ? type_.array_oid(&session) : session.oid_of("held");
    }

    /// Binds what the codecs make of the expected bytes, and NULL.
    void insert(type_session& hostile, std::size_t row) {
        std::vector<parameter> bound;
        std::string places;
        for (std::size_t column = 0; column < columns_.size(); ++column) {
            const std::string& bytes = *binary_[row][column];
            const std::string again = recode_of(column)({bytes.data(), bytes.size()}, &hostile);
            expect(again == bytes, "decode and encode");
            bound.push_back({oid_of(column, hostile), again});
            places += "$" + std::to_string(column + 1) + ", ";
        }
        bound.push_back({type_.value_oid(&hostile), "", true});
        hostile.run("insert into actual (" + column_list() + ", id) values (" + places + "$" +
                        std::to_string(bound.size()) + ", " + std::to_string(row) + ")",
                    bound);
    }

    void check_binary_copy(type_session& hostile) {
        const std::string query = "(select " + column_list() + " from actual order by id)";
        const std::string bytes =
            copy_out(hostile.native(), "copy " + query + " to stdout (format binary)");
        const rows found = read_binary_copy(bytes);
        compare(found, binary_, "COPY TO binary");
        for (const copy_row& row : found)
            for (std::size_t column = 0; column < columns_.size(); ++column) {
                const std::string& cell = *row[column];
                expect(recode_of(column)({cell.data(), cell.size()}, &hostile) == cell,
                       "decode and encode a cell of COPY");
            }
        pinned_.run("alter table copied alter id add generated always as identity");
        copy_in(hostile.native(), "copy copied (" + column_list() + ") from stdin (format binary)",
                bytes);
        compare(rows_of(pinned_, "copied", driver::value_format::text), text_, "COPY FROM binary");
        pinned_.run("truncate copied");
    }

    void check_text_copy(type_session& hostile) {
        const std::string text =
            copy_out(pinned_.native(),
                     "copy (select " + column_list() + " from actual order by id) to stdout");
        compare(read_text_copy(text), text_, "COPY TO text");
        copy_in(pinned_.native(), "copy copied (" + column_list() + ") from stdin", text);
        compare(rows_of(hostile, "copied", driver::value_format::binary), binary_,
                "COPY FROM text");
    }

    void compare(const rows& found, const rows& expected, const char* path) {
        expect(found.size() == expected.size(), path);
        if (found.size() != expected.size()) return;
        for (std::size_t row = 0; row < found.size(); ++row)
            for (std::size_t column = 0; column < found[row].size(); ++column)
                expect(found[row][column] == expected[row][column], path);
    }

    void expect(bool holds, const char* path) {
        ++checks_;
        if (!holds && faults_.size() < 2'000)
            faults_ += std::string(type_.name) + ": " + path + "\n";
    }

    type_session& pinned_;
    const oracle_type& type_;
    std::size_t& checks_;
    std::string& faults_;
    std::vector<const char*> columns_ = {"s"};
    rows binary_;
    rows text_;
};

}  // namespace

TEST_CASE("B2: hostile settings change no value on any path") {
    ORM_NEEDS_SESSION("settings of the session");
    const std::string file = orm_test::shared_data("data/fidelity_oracle.tsv");
    if (file.empty()) ORM_SKIP("shared data data/fidelity_oracle.tsv is not there");
    orm_test::test_database database;
    database.run(oracle_schema);
    type_session pinned(database.url());
    pin_settings(pinned);
    const auto cases = load_oracle(file);
    std::vector<std::unique_ptr<type_session>> hostile;
    for (const auto& settings : hostile_settings) {
        hostile.push_back(std::make_unique<type_session>(database.url()));
        for (const char* setting : settings) hostile.back()->run(setting);
    }
    std::size_t checks = 0;
    std::string faults;
    for (const oracle_type& type : oracle_types()) {
        type_paths paths(pinned, type, checks, faults);
        paths.store(cases);
        for (const auto& session : hostile) paths.check(*session);
    }
    std::printf("paths x settings: %zu checks\n", checks);
    CHECK(faults == "");
    CHECK(checks > 50'000);
}
