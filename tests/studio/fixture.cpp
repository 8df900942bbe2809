// SPDX-License-Identifier: MIT
// Prepares a database for the studio's tests: a folder of migrations, then files of SQL.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <string>

#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>
#include <orm/migrate.hpp>
#include <orm/sql/split.hpp>

namespace {

namespace postgres = orm::driver::postgres;

void run_file(postgres::connection& server, const char* path) {
    std::ifstream file(path);
    const std::string script{std::istreambuf_iterator<char>(file), {}};
    for (const orm::lexical::statement& each : orm::lexical::split_statements(script))
        if (!each.is_empty())
            server.execute(each.in(script), {}, {postgres::deadline::never(), {}});
}

}  // namespace

/// fixture URL FOLDER [SQL...]; FOLDER is - for none.
int main(int argc, char** argv) {
    try {
        postgres::connection server = postgres::connect(postgres::parse_url(argv[1]), {});
        if (std::string(argv[2]) != "-") orm::migrate(server, argv[2]);
        for (int i = 3; i < argc; ++i) run_file(server, argv[i]);
        return 0;
    } catch (const std::exception& failure) {
        std::fprintf(stderr, "fixture: %s\n", failure.what());
        return 1;
    }
}
