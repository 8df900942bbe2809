// SPDX-License-Identifier: MIT
// For tests: counts statements, and finds those that a loop sends again and again.
#pragma once

#include <cstddef>
#include <exception>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

#include <orm/core/error.hpp>
#include <orm/driver/postgres/observer.hpp>

namespace orm::testing {

/// Counts the statements of a database.
///
///     auto counter = std::make_shared<orm::testing::query_counter>();
///     auto db = orm::connect(url, {.on_query = counter});
///     db.find(users).with(user_posts).all();
///     CHECK(counter->statements() == 2);
///
/// Thread:   may be used by any number of threads.
class query_counter final : public driver::postgres::query_observer {
public:
    /// How often each text was sent, and from where last.
    struct entry {
        std::size_t count = 0;
        source_location where{};
    };
    using entries = std::map<std::string, entry, std::less<>>;

    /// Statements since the start or reset(), also those that failed.
    std::size_t statements() const {
        const std::lock_guard lock(mutex_);
        return statements_;
    }

    /// How often the program waited for the server: statements of one flush count once. Exact as long as
    /// one thread runs statements.
    std::size_t round_trips() const {
        const std::lock_guard lock(mutex_);
        return round_trips_;
    }

    /// How often this text was sent.
    std::size_t count_of(std::string_view sql) const {
        const std::lock_guard lock(mutex_);
        const auto found = entries_.find(sql);
        return found == entries_.end() ? 0 : found->second.count;
    }

    entries all() const {
        const std::lock_guard lock(mutex_);
        return entries_;
    }

    void reset() {
        const std::lock_guard lock(mutex_);
        entries_.clear();
        statements_ = 0;
        round_trips_ = 0;
    }

    void query_started(const driver::postgres::query_event& event) override {
        const std::lock_guard lock(mutex_);
        ++statements_;
        if (in_flight_++ == 0) ++round_trips_;
        entry& counted = entries_[std::string(event.sql)];
        ++counted.count;
        counted.where = event.where;
    }
    void query_ended(const driver::postgres::query_event&) override { land(); }
    void query_failed(const driver::postgres::query_event&) override { land(); }

private:
    void land() {
        const std::lock_guard lock(mutex_);
        if (in_flight_ != 0) --in_flight_;
    }

    mutable std::mutex mutex_;
    entries entries_;
    std::size_t statements_ = 0;
    std::size_t round_trips_ = 0;
    std::size_t in_flight_ = 0;
};

/// The same statement ran more often than a scope allows.
struct repeated_statement : error {
    using error::error;
};

/// Fails a test in which one statement runs more than `most` times: the sign of a query inside a loop
/// over the rows of another one (N+1).
///
///     orm::testing::n_plus_one_guard guard(*counter, 3);
///     render_page(db);
///     // the end of the scope throws repeated_statement, naming statement, count and line
///
/// Throws:   repeated_statement from check(), and from the destructor unless another exception is on its
///           way.
class n_plus_one_guard {
public:
    explicit n_plus_one_guard(const query_counter& counter, std::size_t most = 5)
        : counter_(counter),
          most_(most),
          before_(counter.all()),
          exceptions_(std::uncaught_exceptions()) {}
    n_plus_one_guard(const n_plus_one_guard&) = delete;
    n_plus_one_guard& operator=(const n_plus_one_guard&) = delete;

    // NOLINTNEXTLINE(bugprone-exception-escape): throwing is its purpose.
    ~n_plus_one_guard() noexcept(false) {
        if (!is_checked_ && std::uncaught_exceptions() == exceptions_) check();
    }

    /// Looks now instead of at the end of the scope.
    void check() {
        is_checked_ = true;
        for (const auto& [sql, now] : counter_.all()) {
            const auto earlier = before_.find(sql);
            const std::size_t count =
                now.count - (earlier == before_.end() ? 0 : earlier->second.count);
            if (count > most_) fail(sql, count, now.where);
        }
    }

private:
    [[noreturn]] void fail(const std::string& sql, std::size_t count, source_location where) const {
        error_details details;
        details.message =
            "one statement ran " + std::to_string(count) + " times where " + std::to_string(most_) +
            " are allowed: " + sql +
            "; load the rows together with find(...).with(relation), or with one where(column.in(values))";
        details.query = sql;
        details.where = where;
        throw repeated_statement(std::move(details));
    }

    const query_counter& counter_;
    std::size_t most_;
    query_counter::entries before_;
    int exceptions_;
    bool is_checked_ = false;
};

}  // namespace orm::testing
