// SPDX-License-Identifier: MIT
// Keeps what migrations SET from reaching the next migration and the application.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/flight.hpp>
#include <orm/migrate/session.hpp>

namespace orm::migration {

struct setting {
    std::string name;
    std::string value;
};

/// Sets all of them in one round trip.
template <class = void>
void set_all(const session& talk, const std::vector<setting>& settings) {
    std::vector<std::string_view> names;
    std::vector<std::string_view> values;
    for (const setting& one : settings) {
        names.push_back(one.name);
        values.push_back(one.value);
    }
    talk.run(
        "select pg_catalog.set_config(s.name, s.value, false)"
        " from rows from (pg_catalog.unnest($1::text[]),"
        " pg_catalog.unnest($2::text[])) as s(name, value)",
        bound_values().add_texts(names).add_texts(values));
}

template <class = void>
class basic_settings_snapshot;
using settings_snapshot = basic_settings_snapshot<>;

/// The settings that were made in this session, and how to get back to them.
template <class>
class basic_settings_snapshot {
public:
    explicit basic_settings_snapshot(const session& talk) : talk_(talk) {
        const text_rows found = talk.rows(
            "select s.name, pg_catalog.current_setting(s.name) from pg_catalog.pg_settings as s"
            " where s.source operator(pg_catalog.=) 'session' and s.context"
            " operator(pg_catalog.<>) 'internal'"
            " union all select 'role', pg_catalog.current_setting('role')");
        for (std::size_t row = 0; row < found.size(); ++row)
            settings_.push_back({found.string(row, 0), found.string(row, 1)});
    }

    /// RESET ALL leaves alone who the session works as.
    void restore() const {
        talk_.server().execute_constant("reset all; reset session authorization", talk_.context());
        set_all(talk_, settings_);
    }

    /// The same while another error is under way. A session that keeps foreign settings is closed.
    void try_restore() const noexcept {
        if (!talk_.server().is_usable()) return;
        try {
            restore();
        } catch (const error&) {
            talk_.server().close();
        }
    }

private:
    const session& talk_;
    std::vector<setting> settings_;
};

template <class = void>
class basic_migrator_settings;
using migrator_settings = basic_migrator_settings<>;

/// The migrator's own settings, for as long as it works.
template <class>
class basic_migrator_settings {
public:
    /// The server notices within half a second that a killed migrator is gone, and frees its lock.
    /// lock_timeout stays alone where somebody has chosen one already.
    basic_migrator_settings(const session& talk, std::chrono::milliseconds lock_timeout)
        : talk_(talk) {
        const text_rows before = talk.rows(
            "select pg_catalog.current_setting('client_connection_check_interval', true),"
            " pg_catalog.current_setting('lock_timeout')");
        std::vector<setting> now;
        if (!before.is_null(0, 0))
            change(now, "client_connection_check_interval", before.string(0, 0), "500ms");
        if (before.text(0, 1) == "0" && lock_timeout.count() > 0)
            change(now, "lock_timeout", "0", std::to_string(lock_timeout.count()) + "ms");
        set_all(talk_, now);
    }
    basic_migrator_settings(const migrator_settings&) = delete;
    migrator_settings& operator=(const migrator_settings&) = delete;
    ~basic_migrator_settings() {
        if (!talk_.server().is_usable() || !talk_.is_idle()) return;
        try {
            set_all(talk_, before_);
        } catch (const error&) {
            talk_.server().close();
        }
    }

private:
    void change(std::vector<setting>& all, const char* name, std::string before, std::string now) {
        all.push_back({name, std::move(now)});
        before_.push_back({name, std::move(before)});
    }

    const session& talk_;
    std::vector<setting> before_;
};

template <class = void>
class basic_lock_patience;
using lock_patience = basic_lock_patience<>;

/// Switches lock_timeout off while statements run outside transactions: CREATE INDEX CONCURRENTLY waits
/// for every transaction that was there before it, and giving up leaves an invalid index.
template <class>
class basic_lock_patience {
public:
    /// Takes:    is_wanted, false where the migration sets lock_timeout on its own.
    basic_lock_patience(const session& talk, bool is_wanted) : talk_(talk), is_wanted_(is_wanted) {}
    basic_lock_patience(const lock_patience&) = delete;
    lock_patience& operator=(const lock_patience&) = delete;
    ~basic_lock_patience() {
        if (!is_started_ || !talk_.server().is_usable()) return;
        try {
            stop();
        } catch (const error&) {
            talk_.server().close();
        }
    }

    /// Queues the change; the value before comes back with stop().
    void start(flight& sending) {
        if (!is_wanted_ || is_started_) return;
        is_started_ = true;
        before_ = talk_.rows("select pg_catalog.current_setting('lock_timeout')").string(0, 0);
        if (before_ != "0") sending.add("set lock_timeout = 0");
    }

    void stop() {
        if (!std::exchange(is_started_, false) || before_ == "0") return;
        talk_.run("select pg_catalog.set_config('lock_timeout', $1, false)",
                  bound_values().add_text(before_));
    }

private:
    const session& talk_;
    bool is_wanted_;
    bool is_started_ = false;
    std::string before_;
};

}  // namespace orm::migration
