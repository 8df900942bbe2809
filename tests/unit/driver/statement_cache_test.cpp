// SPDX-License-Identifier: MIT
#include <orm/driver/postgres/statement_cache.hpp>

#include <cstdint>
#include <list>
#include <map>
#include <random>
#include <string>

#include "support/catch.hpp"

using namespace orm::driver::postgres;

namespace {

int render_count = 0;

void render_number(const void* statement, std::string& out) {
    ++render_count;
    out += "select " + std::to_string(*static_cast<const std::uint64_t*>(statement));
}

void render_otherwise(const void*, std::string& out) { out += "select 'other'"; }

prepared_statement& prepare(statement_cache& cache, std::uint64_t shape) {
    const statement_source source{shape, &shape, &render_number};
    prepared_statement* found = cache.find(source);
    return found != nullptr ? *found : cache.add(source);
}

}  // namespace

TEST_CASE("statement_cache: a hit renders nothing and gives the same statement") {
    statement_cache cache(4);
    prepared_statement& first = prepare(cache, 7);
    render_count = 0;
    CHECK(&prepare(cache, 7) == &first);
    CHECK(render_count == 0);
    CHECK(first.sql() == "select 7");
}

TEST_CASE("statement_cache: equal shapes of two render functions stay apart") {
    statement_cache cache(4);
    prepare(cache, 7);
    const std::uint64_t shape = 7;
    CHECK(cache.find({shape, &shape, &render_otherwise}) == nullptr);
    CHECK(cache.add({shape, &shape, &render_otherwise}).sql() == "select 'other'");
    CHECK(prepare(cache, 7).sql() == "select 7");
}

TEST_CASE("statement_cache: the least recently used statement makes room") {
    statement_cache cache(2);
    prepare(cache, 1).is_on_server = true;
    prepare(cache, 2).is_on_server = true;
    const std::string evicted_name = prepare(cache, 2).name;
    prepare(cache, 1);
    prepare(cache, 3);
    REQUIRE(cache.evicted().size() == 1);
    CHECK(cache.evicted()[0] == evicted_name);
    const std::uint64_t two = 2;
    CHECK(cache.find({2, &two, &render_number}) == nullptr);
}

TEST_CASE("statement_cache: what never reached the server is evicted without a word") {
    statement_cache cache(2);
    for (std::uint64_t shape = 0; shape < 10; ++shape) prepare(cache, shape);
    CHECK(cache.evicted().empty());
}

TEST_CASE("statement_cache: a forgotten statement gets a new name and new checks") {
    statement_cache cache(2);
    prepared_statement& statement = prepare(cache, 1);
    statement.is_on_server = statement.result_types_checked = true;
    const std::string old_name = statement.name;
    cache.forget_server_side();
    CHECK_FALSE(statement.is_on_server);
    CHECK_FALSE(statement.result_types_checked);
    CHECK(statement.name != old_name);
}

TEST_CASE("statement_cache: behaves as a list of recent statements does") {
    statement_cache cache(16);
    std::list<std::uint64_t> recent;
    std::mt19937_64 random(42);
    for (int step = 0; step < 20'000; ++step) {
        const std::uint64_t shape = (random() % 40) * 0x1000;
        const bool expected = std::find(recent.begin(), recent.end(), shape) != recent.end();
        render_count = 0;
        REQUIRE(prepare(cache, shape).sql() == "select " + std::to_string(shape));
        REQUIRE((render_count == 0) == expected);
        recent.remove(shape);
        recent.push_front(shape);
        if (recent.size() > 16) recent.pop_back();
    }
}
