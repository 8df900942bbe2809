// SPDX-License-Identifier: MIT
// Pages by key, put side by side, are the table in its order, whichever way one walks.
#include <string>
#include <thread>
#include <vector>

#include "studio/studio_client.hpp"
#include "support/catch.hpp"

namespace {

using nlohmann::json;
using orm_test::running_studio;
using orm_test::test_database;

struct walked_database {
    test_database server;

    walked_database() {
        server.run(
            "create table pairs (x text, y int, a int, b text not null, n numeric, primary key (x, y));"
            "insert into pairs select chr(97 + i % 5), i, case when i % 3 > 0 then i % 7 end, "
            "'b' || i % 4, case when i % 10 > 0 then 'NaN'::numeric end from generate_series(1, 60) i;"
            "create table loose (v int, note text);"
            "insert into loose select i, 'n' || i from generate_series(1, 3000) i;"
            "create table parted (k int primary key, v text) partition by range (k);"
            "create table parted_1 partition of parted for values from (0) to (50);"
            "create table parted_2 partition of parted for values from (50) to (500);"
            "insert into parted select i, 'v' || i from generate_series(1, 120) i;"
            "create view seen as select * from pairs; analyze");
    }
    std::string oid(const std::string& table) {
        return server.value("select '" + table + "'::regclass::oid");
    }
};

/// The cells of one column, page after page.
std::vector<std::string> walk(const running_studio& studio, json asked, bool forwards,
                              std::size_t column) {
    std::vector<std::string> found;
    asked["limit"] = 7;
    asked["from"] = forwards ? "start" : "end";
    for (int page = 0; page < 1000; ++page) {
        const json made = studio.call("rows", asked);
        std::vector<std::string> part;
        for (const json& row : made.at("rows"))
            part.push_back(row["c"][column].is_null() ? "NULL"
                                                      : row["c"][column].get<std::string>());
        found.insert(forwards ? found.end() : found.begin(), part.begin(), part.end());
        if (made[forwards ? "atEnd" : "atStart"] == true || part.empty()) return found;
        asked["from"] = forwards ? "after" : "before";
        asked["key"] = made["rows"][forwards ? made["rows"].size() - 1 : 0]["k"];
    }
    return found;
}

std::vector<std::string> column_of(const orm_test::text_rows& rows) {
    std::vector<std::string> cells;
    for (const auto& row : rows) cells.push_back(row[0]);
    return cells;
}

}  // namespace

TEST_CASE("studio: pages by key are the whole table in order, forwards and backwards") {
    walked_database walked;
    const running_studio studio(walked.server.url());
    const std::string oid = walked.oid("pairs");
    const std::vector<std::pair<json, std::string>> sorts = {
        {json::array(), "x, y"},
        {json::array({{{"attnum", 3}}}), "a, x, y"},
        {json::array({{{"attnum", 3}, {"desc", true}}}), "a desc, x desc, y desc"},
        {json::array({{{"attnum", 4}}}), "b, x, y"},
        {json::array({{{"attnum", 5}, {"desc", true}}}), "n desc, x desc, y desc"},
        {json::array({{{"attnum", 3}}, {{"attnum", 4}, {"desc", true}}}),
         "a, b desc, x desc, y desc"},
        {json::array({{{"attnum", 3}, {"desc", true}}, {{"attnum", 5}}}), "a desc, n, x, y"}};
    for (const auto& [sort, order] : sorts) {
        INFO(order);
        const auto wanted = column_of(walked.server.run("select y from pairs order by " + order));
        CHECK(walk(studio, {{"oid", oid}, {"sort", sort}}, true, 1) == wanted);
        CHECK(walk(studio, {{"oid", oid}, {"sort", sort}}, false, 1) == wanted);
        const json filters = json::array({{{"attnum", 4}, {"op", "<>"}, {"value", "b1"}}});
        const auto fewer = column_of(
            walked.server.run("select y from pairs where b <> 'b1' and y > 9 order by " + order));
        const json asked = {{"oid", oid}, {"sort", sort}, {"filters", filters}, {"where", "y > 9"}};
        CHECK(walk(studio, asked, true, 1) == fewer);
        CHECK(walk(studio, asked, false, 1) == fewer);
    }
}

TEST_CASE("studio: a table without a key is read in the order of its file") {
    walked_database walked;
    const running_studio studio(walked.server.url());
    const auto wanted = column_of(walked.server.run("select v from loose order by ctid"));
    json asked = {{"oid", walked.oid("loose")}};
    CHECK(walk(studio, asked, true, 0) == wanted);
    CHECK(walk(studio, asked, false, 0) == wanted);
    asked["where"] = "v % 500 = 0";
    CHECK(walk(studio, asked, true, 0) ==
          std::vector<std::string>({"500", "1000", "1500", "2000", "2500", "3000"}));
    CHECK(walk(studio, asked, false, 0).size() == 6);
}

TEST_CASE("studio: partitions are one table, and views are read by offset") {
    walked_database walked;
    const running_studio studio(walked.server.url());
    const auto wanted = column_of(walked.server.run("select k from parted order by k"));
    CHECK(walk(studio, {{"oid", walked.oid("parted")}}, true, 0) == wanted);
    CHECK(walk(studio, {{"oid", walked.oid("parted")}}, false, 0) == wanted);
    const json view =
        studio.call("rows", {{"oid", walked.oid("seen")}, {"from", "offset"}, {"offset", 50}});
    CHECK(view["paging"] == "offset");
    CHECK(view["rows"].size() == 10);
}

TEST_CASE("studio: changes are one transaction, checked against what was read") {
    walked_database walked;
    orm::studio::options options;
    options.write = true;
    const running_studio studio(walked.server.url(), options);
    const std::string oid = walked.oid("pairs");
    const json row = studio.call("rows", {{"oid", oid}, {"limit", 1}})["rows"][0];
    const json update = {{"oid", oid},
                         {"kind", "update"},
                         {"id", row["k"]},
                         {"xmin", row["x"]},
                         {"set", {{"4", "it's \\ changed"}, {"3", nullptr}}}};
    const json bad = {
        {"oid", oid}, {"kind", "insert"}, {"set", {{"1", "z"}, {"2", "not a number"}, {"4", "b"}}}};
    json answer = studio.call("commit", {{"changes", json::array({update, bad})}});
    CHECK(answer["error"]["change"] == 1);
    CHECK(answer["error"]["attnum"] == 2);
    CHECK(walked.server.value("select count(*) from pairs where b like 'it%'") == "0");
    answer = studio.call("commit", {{"changes", json::array({update})}});
    CHECK(answer["done"] == 1);
    CHECK(walked.server.value("select b from pairs where a is null and b like 'it%'") ==
          "it's \\ changed");
    answer = studio.call("commit", {{"changes", json::array({update})}});
    CHECK(answer["error"]["conflict"] == true);
    // What is shown is what would run.
    const json shown = studio.call("preview", {{"changes", json::array({bad})}});
    CHECK(shown["statements"][0] ==
          R"(insert into "public"."pairs" ("x", "y", "b") values ('z', 'not a number', 'b');)");
}

TEST_CASE("studio: the console's batch is one transaction, if that is wanted") {
    walked_database walked;
    orm::studio::options options;
    options.write = true;
    const running_studio studio(walked.server.url(), options);
    const std::string script = "create table made (a int); insert into made values (1); select 1/0";
    CHECK(studio.call("sql", {{"sql", script}})["results"].back()["rolledBack"] == true);
    CHECK(walked.server.value("select to_regclass('made') is null") == "t");
    studio.call("sql", {{"sql", script}, {"atomic", false}});
    CHECK(walked.server.value("select count(*) from made") == "1");
    for (const char* word : {"begin", "commit", "rollback", "savepoint s", "start transaction",
                             "end", "abort", "copy made to stdout", "/* x */ commit and chain"})
        CHECK(
            studio.call("sql", {{"sql", word}, {"atomic", false}})["results"][0].contains("error"));
    studio.call("sql", {{"sql", "delete from made"}, {"mode", "analyze"}});
    CHECK(walked.server.value("select count(*) from made") == "1");
    CHECK_FALSE(
        studio.call("sql", {{"sql", "vacuum made"}, {"atomic", false}})["results"][0].contains(
            "error"));
}

TEST_CASE("studio: a statement is cancelled by its name, from another connection") {
    const test_database database;
    const running_studio studio(database.url());
    const auto begin = std::chrono::steady_clock::now();
    json answer;
    std::thread runner(
        [&] { answer = studio.call("sql", {{"sql", "select pg_sleep(60)"}, {"id", "mine"}}); });
    bool stopped = false;
    for (int i = 0; i < 100 && !stopped; ++i) {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        CHECK(studio.call("cancel", {{"id", "other"}})["stopped"] == false);
        stopped = studio.call("cancel", {{"id", "mine"}})["stopped"] == true;
    }
    // Cancelled between two statements of the transaction, it would run on: ask until it has ended.
    std::thread again([&] {
        for (int i = 0; i < 20 && studio.call("cancel", {{"id", "mine"}})["stopped"] == true; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
    });
    runner.join();
    again.join();
    CHECK(stopped);
    CHECK(answer["results"][0]["error"]["sqlstate"] == "57014");
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
    CHECK(studio.call("sql", {{"sql", "select 1"}})["results"][0]["rows"][0][0] == "1");
}

TEST_CASE("studio: a large result is cut, and the rest is not read") {
    const test_database database;
    const running_studio studio(database.url());
    const json many =
        studio.call("sql", {{"sql", "select i from generate_series(1, 100000000) i"}});
    CHECK(many["results"][0]["rows"].size() == 1000);
    CHECK(many["results"][0]["cut"] == true);
    const json wide =
        studio.call("sql", {{"sql", "select repeat('x', 1000000) from generate_series(1, 100)"}});
    CHECK(wide["results"][0]["rows"].size() < 10);
}
