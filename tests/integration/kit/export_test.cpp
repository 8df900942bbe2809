// SPDX-License-Identifier: MIT
// Exported files hold every value exactly, and never replace what they must not.
#include "support/catch.hpp"

#include <filesystem>
#include <string>

#include <orm/inspect/from_server.hpp>
#include <orm/kit/export.hpp>

#include "integration/migrate/corpus_fixture.hpp"

#include <nlohmann/json.hpp>

using namespace orm_test;
using orm::kit::export_format;
using orm::kit::export_options;

namespace {

std::vector<orm::kit::exported_table> export_all(const test_database& database,
                                                 const test_folder& folder,
                                                 const export_options& options) {
    postgres::connection server = connect_to(database.url());
    const auto catalog = orm::inspect::from_server(server);
    return orm::kit::export_data(server, catalog, folder.path(), options);
}

constexpr const char* table_sql = R"(
create domain big as bigint;
create table t (id integer primary key, b bigint, d big, n numeric, f double precision, s text, j json, a bigint[],
    at timestamptz, y bytea);
insert into t values
 (2, 9223372036854775807, -9007199254740993, 1.10, 0.1, E'tab\t "quote" back\\slash\nline', E'{"x":\n 1.10}',
  '{9223372036854775807,null}', '2024-05-17 08:30:00.123456+02', '\x00ff'),
 (1, null, null, 'NaN', 'Infinity', '', null, '{}', null, null);)";

}  // namespace

TEST_CASE("export: CSV comes back through COPY as it was", "[kit]") {
    test_database database;
    database.run(table_sql);
    const test_folder folder;
    const auto done = export_all(database, folder, {});
    REQUIRE(done.size() == 1);
    CHECK(done[0].rows == 2);
    CHECK(done[0].path == folder.path() + "/public.t.csv");
    CHECK(text_of(done[0].path).rfind("id,b,d,n,f,s,j,a,at,y\n1,,,NaN,", 0) == 0);
    const std::string before =
        database.value("select md5(string_agg(t::text, '|' order by id)) from t");
    database.run("truncate t");
    output_of("psql -X -q '" + database.direct_url() + "' -c \"\\copy t from '" + done[0].path +
              "' csv header\"");
    CHECK(database.value("select md5(string_agg(t::text, '|' order by id)) from t") == before);
}

TEST_CASE("export: JSON has strings for numbers that JSON would change", "[kit]") {
    test_database database;
    database.run(table_sql);
    for (const export_format format : {export_format::json, export_format::json_lines}) {
        const test_folder folder;
        export_options options;
        options.format = format;
        const std::string text = text_of(export_all(database, folder, options)[0].path);
        const bool is_array = format == export_format::json;
        const auto row = is_array ? nlohmann::json::parse(text)[1]
                                  : nlohmann::json::parse(text.substr(text.find('\n') + 1));
        CHECK(row["id"] == 2);
        CHECK(row["b"] == "9223372036854775807");
        CHECK(row["d"] == "-9007199254740993");
        CHECK(row["n"] == "1.10");
        CHECK(row["f"] == 0.1);
        CHECK(row["s"] == "tab\t \"quote\" back\\slash\nline");
        CHECK(row["j"]["x"] == 1.1);
        CHECK(row["a"] == nlohmann::json::parse(R"(["9223372036854775807", null])"));
        CHECK(row["at"] == "2024-05-17T06:30:00.123456+00:00");
    }
}

TEST_CASE("export: an empty table is an empty array", "[kit]") {
    test_database database;
    database.run("create table e (id int)");
    const test_folder folder;
    export_options options;
    options.format = export_format::json;
    CHECK(nlohmann::json::parse(text_of(export_all(database, folder, options)[0].path)).empty());
}

TEST_CASE("export: formulas are guarded when that is asked for, negative numbers are not",
          "[kit]") {
    test_database database;
    database.run(
        "create table t (n int, s text); insert into t values (-1, '=cmd()'), (-2, 'a=b')");
    const test_folder folder;
    export_options options;
    options.guards_spreadsheets = true;
    CHECK(text_of(export_all(database, folder, options)[0].path) == "n,s\n-1,'=cmd()\n-2,a=b\n");
}

TEST_CASE("export: names of tables are no paths", "[kit]") {
    test_database database;
    database.run("create table \"../../up\" (id int); create table \"/etc\" (id int)");
    const test_folder folder;
    for (const auto& each : export_all(database, folder, {})) {
        CHECK(fs::path(each.path).parent_path() == folder.path());
        CHECK(fs::exists(each.path));
    }
}

TEST_CASE("export: existing files and links are left alone", "[kit]") {
    test_database database;
    database.run("create table t (id int)");
    test_folder folder;
    folder.file("public.t.csv", "mine");
    CHECK_THROWS_AS(export_all(database, folder, {}), orm::kit::export_error);
    CHECK(text_of(folder.path() + "/public.t.csv") == "mine");
    export_options options;
    options.overwrites = true;
    export_all(database, folder, options);
    CHECK(text_of(folder.path() + "/public.t.csv") == "id\n");
    fs::remove(folder.path() + "/public.t.csv");
    fs::create_symlink(folder.path() + "/elsewhere", folder.path() + "/public.t.csv");
    CHECK_THROWS_AS(export_all(database, folder, options), orm::kit::export_error);
    CHECK_FALSE(fs::exists(folder.path() + "/elsewhere"));
}

TEST_CASE("export: progress ends with all rows", "[kit]") {
    test_database database;
    database.run("create table t (id int); insert into t select generate_series(1, 40000)");
    const test_folder folder;
    std::uint64_t reports = 0;
    std::uint64_t done = 0;
    export_options options;
    options.on_progress = [&](const orm::kit::export_progress& at) {
        ++reports;
        done = at.rows_done;
        CHECK(at.rows_of_table == 40'000);
    };
    export_all(database, folder, options);
    CHECK(done == 40'000);
    CHECK(reports > 3);
}
