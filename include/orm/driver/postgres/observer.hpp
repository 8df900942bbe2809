// SPDX-License-Identifier: MIT
// What a program may watch: every statement when it starts, ends and fails.
#pragma once

#include <chrono>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/core/source_location.hpp>

namespace orm::driver::postgres {

struct parameters;

/// One statement on its way to the server and back. Everything in it lives until the call returns.
struct query_event {
    /// With placeholders, never with values.
    std::string_view sql;

    /// The prepared statement's name on its connection; empty for statements that are not prepared.
    std::string_view statement_name;

    /// The process that serves the connection, as in pg_stat_activity; a pooler's own number behind one.
    int connection_id = 0;

    /// The line of the caller's code that started the statement.
    source_location where{};

    /// From sending to the last byte of the answer; 0 in query_started().
    std::chrono::nanoseconds duration{};

    /// Rows read or changed; 0 in query_started() and query_failed().
    std::uint64_t rows = 0;

    /// What went wrong; nullptr for all but query_failed().
    const error_details* failure = nullptr;

    /// The bound values, for observers whose wants_parameters() is true; else nullptr. Values may be
    /// secret: they are off by default.
    const parameters* values = nullptr;
};

/// Watches statements. Give it to connect():
///
///     orm::connect(url, {.on_query = std::make_shared<my_metrics>()});
///
/// Thread:   called from every thread that runs statements, at the same time.
/// Throws:   nothing that counts: what an observer throws is dropped, for it must not break a query.
/// Cost:     without an observer, one comparison with nullptr per statement.
class query_observer {
public:
    query_observer() = default;
    query_observer(const query_observer&) = default;
    query_observer& operator=(const query_observer&) = default;
    virtual ~query_observer() = default;

    /// The statement is about to be sent.
    virtual void query_started(const query_event&) {}

    /// The answer is complete.
    virtual void query_ended(const query_event&) {}

    /// The server refused, the deadline passed, or the connection was lost: see failure.
    virtual void query_failed(const query_event&) {}

    /// True to see the bound values too.
    virtual bool wants_parameters() const { return false; }
};

namespace detail {

/// One statement that is watched.
class observation {
public:
    /// Gives:    nullptr when there is no memory: then the statement runs unobserved.
    ORM_COLD static observation* begin(query_observer& observer,
                                       const query_event& event) noexcept {
        auto* const watched = new (std::nothrow) observation(observer, event);
        if (watched == nullptr) return nullptr;
        watched->tell(&query_observer::query_started);
        watched->start_ns_ = now_ns();
        return watched;
    }

    /// For statements whose text and values may be gone before their answer comes.
    ORM_COLD void keep() {
        kept_sql_ = event_.sql;
        event_.sql = kept_sql_;
        event_.values = nullptr;
    }

    ORM_COLD void set_rows(std::uint64_t rows) noexcept { event_.rows = rows; }

    /// The failure is told now; end() then is silent.
    ORM_COLD void fail(const error_details& failure) noexcept {
        if (has_failed_) return;
        has_failed_ = true;
        event_.failure = &failure;
        event_.rows = 0;
        finish(&query_observer::query_failed);
    }

    ORM_COLD static void end(observation* watched) noexcept {
        if (!watched->has_failed_) watched->finish(&query_observer::query_ended);
        delete watched;
    }

private:
    using call = void (query_observer::*)(const query_event&);

    observation(query_observer& observer, const query_event& event)
        : observer_(observer), event_(event) {}

    static std::int64_t now_ns() {
        return std::chrono::nanoseconds(std::chrono::steady_clock::now().time_since_epoch())
            .count();
    }

    void finish(call told) noexcept {
        event_.duration = std::chrono::nanoseconds(now_ns() - start_ns_);
        tell(told);
    }

    void tell(call told) noexcept {
        try {
            if (!observer_.wants_parameters()) event_.values = nullptr;
            (observer_.*told)(event_);
        } catch (...) {
            // A broken observer must not break the statement.
        }
    }

    query_observer& observer_;
    query_event event_;
    std::string kept_sql_;
    std::int64_t start_ns_ = 0;
    bool has_failed_ = false;
};

}  // namespace detail

}  // namespace orm::driver::postgres
