// SPDX-License-Identifier: MIT
// Small folders with the oddities of real projects: where Drizzle's migrator succeeds, ours makes the same
// database, the same rows and the same history of it.
#include "support/catch.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "drizzle.hpp"
#include "strange_journals.hpp"
#include "strange_statements.hpp"

using namespace orm_test;

namespace {

/// One folder, with a database for Drizzle and one for ours.
struct trial {
    strange_folder what;
    test_folder folder;
    test_database drizzle;
    test_database ours;

    explicit trial(strange_folder given) : what(std::move(given)) {
        for (const auto& [name, text] : what.files) folder.file(name, text);
        for (test_database* database : {&drizzle, &ours}) {
            std::string sql = what.prelude;
            for (std::size_t at; (at = sql.find("%d")) != std::string::npos;)
                sql.replace(at, 2, database->name());
            if (!sql.empty()) database->run(sql);
        }
    }
};

/// Everything that a dump shows, rows included; the history without the time of the run.
std::string state_of(test_database& database) {
    std::string dump =
        output_of("pg_dump --no-owner --restrict-key=orm --exclude-table-data='drizzle.*' '" +
                  database.url() + "'");
    // A dump names its database only where settings belong to it.
    for (std::size_t at; (at = dump.find(database.name())) != std::string::npos;)
        dump.replace(at, database.name().size(), "database");
    std::string columns = database.value(
        "select coalesce(string_agg(attname, ',' order by attnum), 'null') from pg_attribute"
        " where attrelid = to_regclass('drizzle.__drizzle_migrations') and attnum > 0"
        " and attname <> 'applied_at'");
    dump += "\n-- history " + columns + "\n";
    if (columns == "null") return dump;
    for (const auto& row :
         database.run("select " + columns + " from drizzle.__drizzle_migrations order by id")) {
        for (const std::string& cell : row) dump += cell + "\t";
        dump += "\n";
    }
    return dump;
}

/// The lines in which two texts differ, at most a few.
std::string difference(const std::string& theirs, const std::string& ours) {
    if (theirs == ours) return "";
    const test_folder folder;
    const fs::path path = folder.path();
    std::ofstream(path / "drizzle", std::ios::binary) << theirs;
    std::ofstream(path / "ours", std::ios::binary) << ours;
    return output_of("cd " + folder.path() + " && diff drizzle ours | head -n 30");
}

/// A query that gives true, or a part of our message.
void check_probe(trial& one, const std::string& message) {
    if (one.what.probe.rfind("select ", 0) != 0) {
        CHECK_THAT(message, contains_text(one.what.probe));
    } else {
        CHECK(message == "");
        if (message.empty()) CHECK(one.ours.value(one.what.probe) == "t");
    }
}

void check_trial(trial& one, const std::string& drizzle_says) {
    INFO("folder: " << one.what.name << "; Drizzle: " << drizzle_says);
    const std::string message = failure_of_migrate(one.ours, one.folder);
    switch (one.what.expected) {
        case verdict::same:
            CHECK(drizzle_says == "");
            CHECK(message == "");
            CHECK(difference(state_of(one.drizzle), state_of(one.ours)) == "");
            break;
        case verdict::ours_only:
        case verdict::refused:
            CHECK(drizzle_says != "");
            check_probe(one, message);
            break;
        case verdict::differs:
            CHECK(drizzle_says == "");
            check_probe(one, message);
            break;
    }
    if (message.empty() && one.what.repeats) CHECK(migrate(one.ours, one.folder).was_up_to_date());
}

/// Without the rows, which may be random or hold times, but with their number.
std::string shape_of(test_database& database) {
    return dump_of(database) +
           database.value(
               "select coalesce(string_agg(c.oid::regclass || ' ' || (xpath('/row/n/text()',"
               " query_to_xml('select count(*) as n from ' || c.oid::regclass, false, true, '')))[1],"
               " E'\n' order by c.oid::regclass::text), '') from pg_class as c join pg_namespace as n"
               " on n.oid = relnamespace where relkind = 'r' and nspname !~ '^(pg_|information_)'") +
           database.value(
               "select string_agg(hash || created_at, E'\n' order by id) from"
               " drizzle.__drizzle_migrations");
}

/// Roles belong to all databases: what one run has made must be gone before the next.
void drop_roles_but(const std::string& known) {
    plain_connection server(cluster_url());
    for (const auto& row :
         server.run("select quote_ident(rolname) from pg_roles where rolname <> all ('{" + known +
                    "}') and rolname !~ '^pg_'"))
        server.run("drop role " + row[0]);
}

/// A folder of somebody's project: where Drizzle succeeds, ours makes the same of it, in one run and in
/// two. Gives: a line about it.
std::string compare_project(const fs::path& project) {
    const auto in_a_database = [&](const auto& work) {
        test_database database;
        run_prelude(database, project);
        return work(database);
    };
    const auto ours = [&](test_database& database, const fs::path& folder) {
        postgres::connection server = connect_to(database.url());
        orm::migrate(server, folder.string());
    };
    in_a_database([](test_database&) { return ""; });
    const std::string roles =
        plain_connection(cluster_url()).value("select string_agg(rolname, ',') from pg_roles");
    const bool is_classic = fs::exists(project / "meta/_journal.json");
    std::string theirs;
    const std::string drizzle_says = in_a_database([&](test_database& database) {
        std::string failure =
            drizzle_migrate(is_classic ? "drizzle-orm" : "drizzle-1-0", database, project.string());
        if (failure.empty()) theirs = shape_of(database);
        return failure;
    });
    drop_roles_but(roles);
    std::string whole;
    std::size_t count = 0;
    const std::string message = failure_of([&] {
        whole = in_a_database([&](test_database& database) {
            ours(database, project);
            count = std::stoul(applied_count(database));
            return shape_of(database);
        });
    });
    drop_roles_but(roles);
    if (!message.empty()) {
        CHECK(drizzle_says != "");
        return "Drizzle: " + drizzle_says + "\n    ours: " + message;
    }
    const std::string halves = in_a_database([&](test_database& database) {
        const test_folder part;
        (is_classic ? copy_part : copy_part_of_folders)(project, part.path(), (count + 1) / 2);
        ours(database, part.path());
        ours(database, project);
        return shape_of(database);
    });
    drop_roles_but(roles);
    CHECK(difference(whole, halves) == "");
    if (!drizzle_says.empty()) return "only ours applies it; Drizzle: " + drizzle_says;
    CHECK(difference(theirs, whole) == "");
    return theirs == whole ? "same" : "different";
}

/// ORM_STRANGE: only folders whose name has it.
void check_all(const std::string& package, const std::vector<strange_folder>& folders) {
    if (drizzle_home().empty()) ORM_SKIP("node, npm or Drizzle's packages are not there");
    const char* asked = std::getenv("ORM_STRANGE");
    std::vector<std::unique_ptr<trial>> trials;
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const strange_folder& one : folders) {
        if (asked != nullptr && one.name.find(asked) == std::string::npos) continue;
        trials.push_back(std::make_unique<trial>(one));
        pairs.emplace_back(trials.back()->drizzle.url(), trials.back()->folder.path());
    }
    const std::vector<std::string> drizzle_says = drizzle_migrate(package, pairs);
    for (std::size_t i = 0; i < trials.size(); ++i) check_trial(*trials[i], drizzle_says[i]);
}

}  // namespace

TEST_CASE("strange folders: journals, names, times and encodings", "[interop]") {
    check_all("drizzle-orm", strange::journals);
}
TEST_CASE("strange folders: the layout of Drizzle 1.0", "[interop]") {
    check_all("drizzle-1-0", strange::folders_of_1_0);
}
TEST_CASE("strange folders: where statements end", "[interop]") {
    check_all("drizzle-orm", strange::breakpoints);
}
TEST_CASE("strange folders: transactions", "[interop]") {
    check_all("drizzle-orm", strange::transactions);
}
TEST_CASE("strange folders: what a session remembers, and more", "[interop]") {
    check_all("drizzle-orm", strange::sessions);
}
/// ORM_PROJECTS: a folder of migrations folders, each with a prelude.sql if it needs one.
TEST_CASE("strange folders: projects that are at hand", "[interop]") {
    const char* projects = std::getenv("ORM_PROJECTS");
    if (projects == nullptr) {
        SUCCEED("ORM_PROJECTS names no folder of projects");
        return;
    }
    if (drizzle_home().empty()) ORM_SKIP("node, npm or Drizzle's packages are not there");
    std::vector<fs::path> folders;
    for (const auto& entry : fs::directory_iterator(projects)) folders.push_back(entry.path());
    std::sort(folders.begin(), folders.end());
    for (const fs::path& project : folders) {
        INFO(project.filename().string());
        const std::string line = compare_project(project);
        std::printf("%s: %s\n", project.filename().c_str(), line.c_str());
        std::fflush(stdout);
    }
}
