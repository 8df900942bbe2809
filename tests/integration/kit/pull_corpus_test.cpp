// SPDX-License-Identifier: MIT
// The databases of real projects are pulled, compile without warnings and diff to nothing.
#include "support/catch.hpp"

#include <cstdio>
#include <string>

#include "integration/kit/compile_header.hpp"

using namespace orm_test;

namespace {

void check_project(const std::string& name) {
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

    const auto live = orm::inspect::from_server(server);
    const auto pulled = orm::kit::pull(live);
    const auto started = std::chrono::steady_clock::now();
    const compiled_header compiled = compile_header(pulled);
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - started;
    CHECK(compiled.complaints == "");
    CHECK(compiled.declared.tables.size() == orm::kit::declarable(live).part.tables.size());
    CHECK(differences(orm::kit::declarable(live).part, compiled.declared) == "");
    std::printf("%-18s %4zu tables, %4zu notices, compiled in %.1f s\n", name.c_str(),
                compiled.declared.tables.size(), pulled.notices.size(), took.count());
}

}  // namespace

TEST_CASE("pull: react-starter-kit", "[kit]") { check_project("react-starter-kit"); }
TEST_CASE("pull: raypx", "[kit]") { check_project("raypx"); }
TEST_CASE("pull: raypx-vector", "[kit]") { check_project("raypx-vector"); }
TEST_CASE("pull: reactive-resume", "[kit]") { check_project("reactive-resume"); }
TEST_CASE("pull: lobe-chat", "[kit]") { check_project("lobe-chat"); }
TEST_CASE("pull: dokploy", "[kit]") { check_project("dokploy"); }
TEST_CASE("pull: PinPoint", "[kit]") { check_project("PinPoint"); }
TEST_CASE("pull: sim", "[kit]") { check_project("sim"); }
TEST_CASE("pull: autumn", "[kit]") { check_project("autumn"); }
