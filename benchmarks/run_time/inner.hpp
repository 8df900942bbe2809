// SPDX-License-Identifier: MIT
// What a call does before anything is sent: finding its prepared statement, borrowing a connection.
#pragma once

#include <cstdint>

#include <orm/orm.hpp>

#include "schema.hpp"
#include "worker.hpp"

namespace bench {

/// The statements of a connection: the one that is looked for, among others.
struct known_statements {
    known_statements() {
        for (std::uint64_t i = 1; i < 64; ++i)
            cache.add({i * 0x1234'5678'9ABC'DEF1U, nullptr,
                       [](const void*, std::string& out) { out = "select"; }});
    }

    /// Gives the statement of a query, whose text is written the first time.
    const orm::driver::postgres::prepared_statement& find(const orm::outline& walked) {
        const orm::driver::postgres::statement_source source{
            orm::shape_of(walked, orm::detail::seed_for<orm::row_of<users>>()), &walked,
            &orm::detail::render_outline};
        auto* const known = cache.find(source);
        return known != nullptr ? *known : cache.add(source);
    }

    orm::driver::postgres::statement_cache cache;
};

/// A query that is kept, as db.prepare() keeps it.
inline std::uint64_t find_kept(long operations) {
    known_statements statements;
    std::uint64_t shape = 0, sum = 0;
    orm::outline walked;
    const auto query = orm::select().from(users).where(users.id == orm::param<"id">);
    query.visit(walked);
    walked.keep_shape_in(&shape);
    for (long i = 0; i < operations; ++i) sum += statements.find(walked).text.size();
    return sum;
}

/// A query that is built and walked for each call, values and all.
inline std::uint64_t find_built(long operations) {
    known_statements statements;
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i) {
        const auto query = orm::select().from(users).where(users.id == key(i));
        orm::parameter_list values;
        orm::outline walked(&values);
        query.visit(walked);
        sum += statements.find(walked).text.size() + values.finish().count;
    }
    return sum;
}

/// Borrows the pool's connection and gives it back.
inline std::uint64_t borrow(const orm::database& db, long operations) {
    const orm::driver::postgres::execution_context context{orm::source_location::current()};
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        sum += orm::driver::postgres::lease(db.source(), context)->is_usable() ? 1 : 0;
    return sum;
}

}  // namespace bench
