// SPDX-License-Identifier: MIT
// In a file of its own, for it needs a process that has not started a thread.
#include <chrono>
#include <filesystem>
#include <iterator>
#include <thread>

#include <orm/driver/postgres/pool.hpp>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;
using postgres::lease;

namespace {

auto thread_count() {
    return std::distance(std::filesystem::directory_iterator("/proc/self/task"), {});
}

}  // namespace

TEST_CASE("pool: a program without threads gets none as long as one connection is enough") {
    if (!ORM_HAS_ONE_THREAD) ORM_SKIP("this process has threads, or its C library does not tell");
    test_database database;
    postgres::pool_options options;
    options.max_size = 2;
    options.idle_timeout = 100ms;
    const postgres::source_handle source =
        postgres::make_pool(postgres::parse_url(database.url()), options);
    const int process = lease(*source, here())->backend_process_id();
    CHECK(lease(*source, here())->backend_process_id() == process);
    CHECK(thread_count() == 1);

    std::this_thread::sleep_for(1'200ms);
    CHECK(lease(*source, here())->backend_process_id() != process);
    CHECK(thread_count() == 1);

    const lease first(*source, here());
    const lease second(*source, here());
    CHECK(thread_count() == 2);
}
