// SPDX-License-Identifier: MIT
#include "support/catch.hpp"

#include <string>

#include <orm/migrate/concurrent_index.hpp>

using orm::migration::concurrent_index_of;

TEST_CASE("concurrent index: name and table are read with and without quotes", "[migrate]") {
    const auto found = concurrent_index_of(
        "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS \"My\"\"Idx\" ON ONLY \"Sch\" . tab USING "
        "gin (a)");
    REQUIRE(found);
    CHECK(found->index == "My\"Idx");
    CHECK(found->table == "\"Sch\".tab");
    CHECK(concurrent_index_of("create index concurrently Abc on t(a)")->index == "abc");
    CHECK(concurrent_index_of("create index concurrently Abc on t(a)")->table == "t");
}

TEST_CASE("concurrent index: other statements and nameless indexes give nothing", "[migrate]") {
    CHECK_FALSE(concurrent_index_of("create index a on t (b)"));
    CHECK_FALSE(concurrent_index_of("create index concurrently on t (b)"));
    CHECK_FALSE(concurrent_index_of("drop index concurrently a"));
    CHECK_FALSE(concurrent_index_of(""));
}
