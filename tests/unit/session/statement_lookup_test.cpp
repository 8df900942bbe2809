// SPDX-License-Identifier: MIT
#include <cstdint>
#include <cstdlib>
#include <new>
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"
#include "support/catch.hpp"

// Sanitizers bring an operator new of their own; then nothing is counted.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ORM_COUNTS_ALLOCATIONS 0
#else
#define ORM_COUNTS_ALLOCATIONS 1
#endif

namespace {

std::size_t allocations = 0;

using orm::driver::postgres::prepared_statement;
using orm::driver::postgres::statement_cache;

template <class Row>
const prepared_statement* find(statement_cache& cache, const orm::outline& walked) {
    return cache.find({orm::shape_of(walked, orm::detail::seed_for<Row>()), &walked,
                       &orm::detail::render_outline});
}

template <class Row>
const prepared_statement& add(statement_cache& cache, const orm::outline& walked) {
    return cache.add({orm::shape_of(walked, orm::detail::seed_for<Row>()), &walked,
                      &orm::detail::render_outline});
}

}  // namespace

#if ORM_COUNTS_ALLOCATIONS
void* operator new(std::size_t size) {
    ++allocations;
    if (void* const made = std::malloc(size == 0 ? 1 : size)) return made;
    throw std::bad_alloc();
}
void operator delete(void* made) noexcept { std::free(made); }
void operator delete(void* made, std::size_t) noexcept { std::free(made); }
#endif

TEST_CASE("statement lookup: building, walking and finding a known query allocates nothing") {
    statement_cache cache;
    const prepared_statement* known = nullptr;
    for (int i = 0; i < 3; ++i) {
        const std::size_t before = allocations;
        const auto query = orm::select().from(users).where(users.id == std::int64_t{i});
        orm::parameter_list values;
        orm::outline walked(&values);
        query.visit(walked);
        const auto* const found = find<orm::row_of<users>>(cache, walked);
        CHECK(values.finish().count == 1);
        CHECK(found == known);
        if (i > 0) CHECK(allocations == before);
        if (i == 0) known = &add<orm::row_of<users>>(cache, walked);
    }
#if ORM_COUNTS_ALLOCATIONS
    CHECK(allocations > 0);  // add() has written the text: the counter counts
#endif
}

TEST_CASE("statement lookup: an insert of a row of values allocates nothing") {
    statement_cache cache;
    const orm::insert_of<users> row{.name = "Ann", .email = "a@b.c"};
    const auto insert = orm::insert(users).values(row);
    const prepared_statement* known = nullptr;
    for (int i = 0; i < 3; ++i) {
        const std::size_t before = allocations;
        orm::parameter_list values;
        orm::outline walked(&values);
        insert.visit(walked);
        CHECK(find<void>(cache, walked) == known);
        if (i > 0) CHECK(allocations == before);
        if (i == 0) known = &add<void>(cache, walked);
    }
}

TEST_CASE("statement lookup: queries that differ in one token have identities of their own") {
    const auto shape = [](const auto& query) {
        orm::outline walked;
        query.visit(walked);
        return orm::shape_of(walked, 1);
    };
    const auto from_users = orm::select().from(users);
    const std::uint64_t shapes[] = {shape(from_users),
                                    shape(from_users.where(users.id == 1)),
                                    shape(from_users.where(users.id != 1)),
                                    shape(from_users.where(users.id < 1)),
                                    shape(from_users.where(users.name == "a")),
                                    shape(from_users.where(users.email == "a")),
                                    shape(from_users.where(users.name == users.email)),
                                    shape(from_users.where(users.email == users.name)),
                                    shape(from_users.limit(1)),
                                    shape(from_users.offset(1))};
    for (std::size_t i = 0; i < std::size(shapes); ++i)
        for (std::size_t other = 0; other < i; ++other) CHECK(shapes[i] != shapes[other]);
    CHECK(shape(from_users.where(users.id == 1)) == shape(from_users.where(users.id == 2)));
}

TEST_CASE("statement lookup: a kept identity is worked out once") {
    const auto query = orm::select().from(users);
    orm::outline walked;
    query.visit(walked);
    std::uint64_t kept = 0;
    walked.keep_shape_in(&kept);
    const std::uint64_t shape = orm::shape_of(walked, 7);
    CHECK(kept == shape);
    kept = 12345;
    CHECK(orm::shape_of(walked, 7) == 12345);
}
