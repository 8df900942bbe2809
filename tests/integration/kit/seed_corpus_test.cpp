// SPDX-License-Identifier: MIT
// The databases of real projects are filled without an error.
#include "support/catch.hpp"

#include <cstdio>
#include <string>

#include <orm/kit/seed.hpp>

#include "integration/migrate/corpus_fixture.hpp"

using namespace orm_test;

namespace {

using wishes = std::vector<orm::seed_refinement>;

/// A database as the project's migrations make it; `use` gets it and its catalog.
template <class Use>
void with_project(const std::string& name, const Use& use) {
    const fs::path project = shared_data("corpus/" + name);
    if (project.empty()) ORM_SKIP("shared data corpus/" + name + " is not there");
    test_database database;
    const std::string missing = missing_extensions(database, project);
    if (!missing.empty())
        ORM_SKIP("corpus/" + name + " needs extensions that this server lacks:" + missing);
    run_prelude(database, project);
    postgres::connection server = connect_to(database.url());
    const auto migrate = [&] { orm::migrate(server, (project / "migrations").string()); };
    if (name == "autumn") ORM_POOLER_REFUSES(failure_of(migrate));
    migrate();
    const orm::catalog::database live = orm::inspect::from_server(server);
    orm::kit::reset_catalog(server, live);
    use(server, live);
}

/// Twice, for the second run finds rows.
void check_tables(postgres::connection& server, const orm::catalog::database& live,
                  const wishes& refinements) {
    const auto report =
        orm::kit::seed_catalog(server, live, {.count = 200, .seed = 3}, refinements);
    std::size_t empty = 0;
    for (const auto& table : report.tables) empty += table.rows == 0 ? 1 : 0;
    CHECK(empty == 0);
    CHECK(report.tables.size() == live.tables.size());
    CHECK(orm::kit::seed_catalog(server, live, {.count = 20, .seed = 3}, refinements).rows() > 0);
    std::printf("%3zu tables, %6llu rows\n", report.tables.size(),
                static_cast<unsigned long long>(report.rows()));
}

void check_project(const std::string& name, const wishes& refinements = {}) {
    with_project(name, [&](postgres::connection& server, const orm::catalog::database& live) {
        check_tables(server, live, refinements);
    });
}

}  // namespace

TEST_CASE("seed: react-starter-kit", "[seed]") { check_project("react-starter-kit"); }
TEST_CASE("seed: raypx", "[seed]") { check_project("raypx"); }
TEST_CASE("seed: raypx-vector", "[seed]") { check_project("raypx-vector"); }
TEST_CASE("seed: reactive-resume", "[seed]") { check_project("reactive-resume"); }
TEST_CASE("seed: lobe-chat", "[seed]") { check_project("lobe-chat"); }
TEST_CASE("seed: dokploy", "[seed]") { check_project("dokploy"); }
/// A trigger wants folders to have the kind of their parents.
TEST_CASE("seed: sim", "[seed]") {
    orm::seed_refinement no_parents{"public", "folder", "parent_id"};
    no_parents.maker = orm::fake::nulls();
    check_project("sim", {no_parents});
}
/// Triggers make a profile of each user, want a mail address for it, and owners who are no guests;
/// initials must match a pattern.
TEST_CASE("seed: PinPoint", "[seed]") {
    with_project("PinPoint", [](postgres::connection& server, orm::catalog::database live) {
        orm::catalog::database first = live;
        std::erase_if(first.tables, [](const auto& table) { return table.schema != "auth"; });
        orm::seed_refinement email{"auth", "users", "email"};
        email.maker = orm::fake::without_kind(orm::fake::email().with_nulls(0));
        orm::kit::seed_catalog(server, first, {.count = 50}, {email});
        server.execute("update public.user_profiles set role = 'admin'", {}, {});
        std::erase_if(live.tables, [](const auto& table) {
            return table.schema == "auth" || table.name == "user_profiles" ||
                   table.name == "notification_preferences";
        });
        orm::seed_refinement initials{"public", "machines", "initials"};
        initials.maker = orm::fake::made_by([](std::uint64_t row, orm::fake::random&) {
                             return "M" + std::to_string(row);
                         }).distinct();
        orm::seed_refinement nobody{"public", "machines", "invited_owner_id"};
        nobody.maker = orm::fake::nulls();
        check_tables(server, live, {initials, nobody});
    });
}
TEST_CASE("seed: autumn", "[seed]") { check_project("autumn"); }
