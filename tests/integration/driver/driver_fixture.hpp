// SPDX-License-Identifier: MIT
// What the driver's integration tests share: a connection to a fresh database, and short parameters.
#pragma once

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include <orm/core/bytes.hpp>
#include <orm/driver/postgres/connect.hpp>
#include <orm/driver/postgres/url.hpp>

#include "support/database.hpp"

namespace orm_test {

namespace postgres = orm::driver::postgres;

/// A context with the test's line.
inline postgres::execution_context here(
    orm::source_location where = orm::source_location::current()) {
    return {postgres::deadline::in(std::chrono::seconds(20)), where};
}

inline postgres::connection open(const std::string& url) {
    return postgres::connect(postgres::parse_url(url), here());
}

/// The time that an operation takes when the machine lets it: the shortest of up to three runs. A busy
/// machine delays now and then, a missing deadline delays always.
template <class Operation>
std::chrono::milliseconds shortest_time(Operation&& operation, std::chrono::milliseconds enough) {
    std::chrono::milliseconds shortest{std::chrono::hours(1)};
    for (int run = 0; run < 3 && shortest >= enough; ++run) {
        const auto start = std::chrono::steady_clock::now();
        operation();
        const auto elapsed = std::chrono::duration_cast<std::chrono::milliseconds>(
            std::chrono::steady_clock::now() - start);
        shortest = elapsed < shortest ? elapsed : shortest;
    }
    return shortest;
}

/// Parameters in text format, types inferred by the server.
class text_parameters {
public:
    text_parameters(std::initializer_list<std::string_view> values) {
        for (const std::string_view value : values) texts_.emplace_back(value);
        for (const std::string& text : texts_) {
            values_.push_back(text.c_str());
            lengths_.push_back(static_cast<int>(text.size()));
            formats_.push_back(0);
        }
    }
    operator postgres::parameters() const {  // NOLINT(google-explicit-constructor)
        return {values_.size(), nullptr, values_.data(), lengths_.data(), formats_.data()};
    }

private:
    std::vector<std::string> texts_;
    std::vector<const char*> values_;
    std::vector<int> lengths_;
    std::vector<int> formats_;
};

inline std::string text_at(const postgres::result& rows, std::size_t row, std::size_t column) {
    return std::string(rows.bytes(row, column).text());
}

inline std::int32_t int_at(const postgres::result& rows, std::size_t row, std::size_t column) {
    return orm::load_big_endian<std::int32_t>(rows.bytes(row, column).data);
}

/// A statement of fixed text: its address is its shape.
struct fixed_statement {
    std::string sql;
    mutable int render_count = 0;

    operator postgres::statement_source() const {  // NOLINT(google-explicit-constructor)
        return {reinterpret_cast<std::uintptr_t>(this), this, &render};
    }
    static void render(const void* statement, std::string& out) {
        const auto& self = *static_cast<const fixed_statement*>(statement);
        ++self.render_count;
        out += self.sql;
    }
};

}  // namespace orm_test
