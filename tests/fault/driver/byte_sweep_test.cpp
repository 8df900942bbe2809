// SPDX-License-Identifier: MIT
// C1, D5: what happens when the wire fails at any byte. The long form (ORM_FAULT_LONG) tries every one.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <string>
#include <thread>

#include <orm/driver/postgres/copy.hpp>
#include <orm/driver/postgres/notifications.hpp>
#include <orm/driver/postgres/pipeline.hpp>
#include <orm/driver/postgres/stream.hpp>
#include <orm/driver/postgres/transaction.hpp>

#include "../../integration/driver/driver_fixture.hpp"
#include "../private_server.hpp"
#include "fault_proxy.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using namespace std::chrono_literals;
using postgres::connection;
using postgres::deadline;

namespace {

std::size_t stride(std::size_t short_form, std::size_t long_form = 1) {
    return std::getenv("ORM_FAULT_LONG") == nullptr ? short_form : long_form;
}

postgres::execution_context within(std::chrono::milliseconds time) { return {deadline::in(time)}; }

const fixed_statement add_row{"insert into t values ($1::int4) returning a"};
const fixed_statement all_rows{"select a from t"};

/// Everything that the driver does, once. Every step has the same deadline.
void whole_conversation(const std::string& url, std::chrono::milliseconds limit) {
    connection server = postgres::connect(postgres::parse_url(url), within(limit));
    server.execute("truncate t", {}, within(limit));  // every conversation has the same bytes
    server.execute("select $1::text", text_parameters{"x"}, within(limit));
    {
        postgres::transaction work(server, {}, within(limit));
        server.execute(server.prepare(add_row), text_parameters{"1"}, within(limit));
        server.execute(server.prepare(add_row), text_parameters{"2"}, within(limit));
        work.rollback(within(limit));
    }
    {
        postgres::pipeline batch(server, within(limit));
        batch.send(server.prepare(all_rows), {});
        batch.send("select 1");
        batch.collect();
        batch.collect();
    }
    {
        postgres::row_stream rows(server, server.prepare(all_rows), {}, within(limit));
        for (postgres::result part; rows.next(part);) continue;
    }
    {
        postgres::copy_in rows(server, "t", postgres::copy_format::text, within(limit));
        rows.append_raw({"7\n8\n", 4});
        rows.finish();
    }
    {
        postgres::copy_out rows(server, "(select 1)", postgres::copy_format::binary, within(limit));
        for (orm::byte_view row; rows.next(row);) continue;
    }
    postgres::listen(server, "news", within(limit));
    postgres::notify(server, "news", "hello", within(limit));
    if (!postgres::next_notification(server, deadline::in(limit)))
        throw orm::timeout("no notification", orm::source_location::current());
}

enum class verdict { passed, failed_cleanly, too_late };

/// Tries again when it took too long: a busy machine delays now and then, a hang delays always.
verdict try_conversation(const std::string& url, std::chrono::milliseconds limit,
                         std::chrono::milliseconds allowed) {
    bool has_failed = false;
    const auto converse = [&] {
        try {
            has_failed = false;
            whole_conversation(url, limit);
        } catch (const orm::error&) {
            has_failed = true;
        }
    };
    if (shortest_time(converse, allowed) > allowed) return verdict::too_late;
    return has_failed ? verdict::failed_cleanly : verdict::passed;
}

/// From the cut to the error, destructors and all; the shortest of five, and nothing when there was none.
std::optional<std::chrono::microseconds> time_from_cut_to_error(const fault_proxy& proxy) {
    std::optional<std::chrono::microseconds> shortest;
    for (int run = 0; run < 5 && (!shortest || *shortest > 50ms); ++run) {
        try {
            whole_conversation(proxy.url(), 3s);
            return std::nullopt;
        } catch (const orm::error&) {
        }
        // The proxy notes the moment before it closes; without a cut this would be long ago.
        const auto took = std::chrono::duration_cast<std::chrono::microseconds>(
            std::chrono::steady_clock::now() - proxy.last_cut());
        shortest = shortest ? std::min(*shortest, took) : took;
    }
    return shortest;
}

struct sweep_fixture {
    sweep_fixture() : proxy((database.run("create table t (a int)"), database.url())) {
        REQUIRE(try_conversation(proxy.url(), 5s, 2s) == verdict::passed);
        for (int i = 0; i < 100 && proxy.bytes_to_client() == 0; ++i)
            std::this_thread::sleep_for(10ms);
        REQUIRE(proxy.bytes_to_client() > 500);
        REQUIRE(proxy.bytes_to_server() > 300);
    }
    test_database database;
    fault_proxy proxy;
};

}  // namespace

TEST_CASE("byte sweep: a cut at any byte is an error at once, never a hang", "[fault][C1]") {
    sweep_fixture fixture;
    const bool is_reset = GENERATE(false, true);
    const bool is_to_client = GENERATE(true, false);
    const std::size_t size =
        is_to_client ? fixture.proxy.bytes_to_client() : fixture.proxy.bytes_to_server();
    int cuts = 0;
    std::chrono::microseconds slowest{0};
    // The goodbye at the end of the client's bytes is not part of any answer.
    for (std::size_t at = 0; at + 8 < size; at += stride(7)) {
        proxy_fault fault;
        stream_fault& direction = is_to_client ? fault.to_client : fault.to_server;
        direction.cut_at = at;
        direction.is_reset = is_reset;
        fixture.proxy.set(fault);
        CAPTURE(at, is_reset, is_to_client, size);
        const auto took = time_from_cut_to_error(fixture.proxy);
        REQUIRE(took.has_value());
        CHECK(*took <= 50ms);
        slowest = std::max(slowest, *took);
        ++cuts;
    }
    report("C1", std::to_string(cuts) + (is_reset ? " resets" : " cuts") +
                     (is_to_client ? " of the server's" : " of the client's") +
                     " bytes: each an error at most " + std::to_string(slowest.count()) +
                     " us later");
}

TEST_CASE("byte sweep: a stall at any byte ends with the deadline", "[fault][C1]") {
    sweep_fixture fixture;
    const bool is_to_client = GENERATE(true, false);
    const std::size_t size =
        is_to_client ? fixture.proxy.bytes_to_client() : fixture.proxy.bytes_to_server();
    int stalls = 0;
    for (std::size_t at = 0; at + 8 < size; at += stride(97, 10)) {
        proxy_fault fault;
        (is_to_client ? fault.to_client : fault.to_server).stall_at = at;
        fixture.proxy.set(fault);
        CAPTURE(at, is_to_client);
        // One step reaches its deadline; those before it need some time too, the one after none.
        CHECK(try_conversation(fixture.proxy.url(), 400ms, 400ms + 100ms + 400ms) ==
              verdict::failed_cleanly);
        ++stalls;
    }
    report("C1", std::to_string(stalls) +
                     (is_to_client ? " stalls of the server's" : " stalls of the client's") +
                     " bytes: each ended with its deadline");
}

TEST_CASE("byte sweep: a flipped byte is an error or other data, never a hang", "[fault][C1]") {
    sweep_fixture fixture;
    const auto mask = static_cast<unsigned char>(GENERATE(0xff, 0x01));
    int flips = 0;
    const std::size_t size = fixture.proxy.bytes_to_client();
    for (std::size_t at = 0; at < size; at += stride(61), ++flips) {
        proxy_fault fault;
        fault.to_client.flip_at = at;
        fault.to_client.flip_mask = mask;
        fixture.proxy.set(fault);
        CAPTURE(at);
        CHECK(try_conversation(fixture.proxy.url(), 300ms, 8 * 400ms) != verdict::too_late);
    }
    report("C1", std::to_string(flips) + " flipped bytes: no hang, no crash");
}

TEST_CASE("byte sweep: answers in single bytes are the same answers", "[fault][C1]") {
    sweep_fixture fixture;
    proxy_fault fault;
    fault.to_client.is_split = true;
    fault.to_server.is_split = true;
    fixture.proxy.set(fault);
    CHECK(try_conversation(fixture.proxy.url(), 5s, 5s) == verdict::passed);
}

TEST_CASE("commit: cut at any byte, the outcome is known or can be asked for", "[fault][D5]") {
    sweep_fixture fixture;
    connection judge = open(fixture.database.url());
    const bool is_to_client = GENERATE(true, false);
    int unknown = 0;
    int committed = 0;
    int cuts = 0;
    for (std::size_t at = is_to_client ? 500 : 150; at < 1'400; at += stride(7)) {
        proxy_fault fault;
        (is_to_client ? fault.to_client : fault.to_server).cut_at = at;
        fixture.proxy.set(fault);
        const std::string token = std::to_string(at + (is_to_client ? 10'000U : 20'000U));
        bool is_reported = false;
        try {
            connection server = open(fixture.proxy.url());
            postgres::transaction work(server, {}, within(2s));
            server.execute("insert into t values ($1)", text_parameters{token}, within(2s));
            work.commit(within(2s), true);
            is_reported = true;
        } catch (const orm::commit_unknown& lost) {
            ++unknown;
            REQUIRE_FALSE(lost.transaction_id().empty());
            is_reported = outcome_of(judge, lost.transaction_id(), here()) ==
                          postgres::transaction_outcome::committed;
        } catch (const orm::error&) {
        }
        const bool is_there =
            fixture.database.value("select count(*) from t where a = " + token) == "1";
        CAPTURE(at, is_to_client);
        CHECK(is_there == is_reported);
        committed += is_there ? 1 : 0;
        ++cuts;
    }
    CHECK(unknown > 0);
    CHECK(committed > 0);
    report("D5", std::to_string(cuts) + " cuts in the " + (is_to_client ? "server's" : "client's") +
                     " bytes around a commit, " + std::to_string(unknown) + " unknown, " +
                     std::to_string(committed) + " committed: resolve() always right");
}
