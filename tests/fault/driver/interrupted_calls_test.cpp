// SPDX-License-Identifier: MIT
// C16: every second poll, send and receive of a program is interrupted by strace, and nothing is lost.
#include <cstdlib>
#include <filesystem>
#include <string>

#include <sys/wait.h>

#include <orm/driver/postgres/copy.hpp>
#include <orm/driver/postgres/pipeline.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "../../integration/driver/driver_fixture.hpp"
#include "../private_server.hpp"
#include "support/catch.hpp"

using namespace orm_test;

namespace {

/// Gives:    the exit status of the tests that are tagged [under_strace], -1 for a signal.
int run_under_strace(const std::string& injection) {
    const std::string name = injection.substr(0, injection.find(':'));
    const std::string self = std::filesystem::read_symlink("/proc/self/exe").string();
    const int status =
        // The leak sanitizer watches processes in the same way as strace, which only one can do.
        std::system(("ASAN_OPTIONS=detect_leaks=0 strace -f -qq -o /dev/null -e trace=" + name +
                     " -e inject=" + injection + " '" + self + "' '[under_strace]' >/dev/null 2>&1")
                        .c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

// Hidden: runs only when it is named, in the program that strace watches.
TEST_CASE("under strace: statements, pipelines, COPY and transactions", "[.][under_strace]") {
    test_database database;
    database.run("create table t (a text)");
    const fixed_statement echo{"select $1::text"};
    for (int round = 0; round < 5; ++round) {
        postgres::connection server = open(database.url());
        const std::string token(10'000, static_cast<char>('a' + round));
        const auto rows = server.execute(server.prepare(echo), text_parameters{token}, here());
        CHECK(text_at(rows, 0, 0) == token);
        {
            postgres::pipeline batch(server, here());
            batch.send(server.prepare(echo), text_parameters{"one"});
            batch.send(server.prepare(echo), text_parameters{"two"});
            CHECK(text_at(batch.collect(), 0, 0) == "one");
            CHECK(text_at(batch.collect(), 0, 0) == "two");
        }
        postgres::transaction work(server, {}, here());
        {
            postgres::copy_in lines(server, "t", postgres::copy_format::text, here());
            for (int i = 0; i < 100; ++i) lines.append_raw({"line\n", 5});
            lines.finish();
        }
        work.commit(here());
    }
    CHECK(database.value("select count(*) from t") == "500");
}

TEST_CASE("C16: interrupted by strace, poll, sendto and recvfrom are called again",
          "[fault][C16]") {
    if (std::system("strace -qq -o /dev/null true >/dev/null 2>&1") != 0)
        ORM_SKIP("strace is not installed, or may not watch processes here");
    for (const char* injection : {"poll:error=EINTR:when=1+2", "sendto:error=EINTR:when=1+2",
                                  "recvfrom:error=EINTR:when=1+2"}) {
        const int status = run_under_strace(injection);
        CAPTURE(injection);
        CHECK(status == 0);
        report("C16", std::string(injection) + ": 5 rounds of every operation, " +
                          (status == 0 ? "all right" : "failed"));
    }
}
