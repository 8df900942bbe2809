// SPDX-License-Identifier: MIT
// The migrators' lock for a connection through a pooler: it lives as long as one transaction.
#pragma once

#include <string>
#include <string_view>

#include <orm/migrate/migrator.hpp>
#include <orm/migrate/script.hpp>

namespace orm::migration {

template <class = void>
class basic_transaction_lock;
using transaction_lock = basic_transaction_lock<>;

/// A pooler in transaction mode gives a session for the time of a transaction, so lock and settings
/// belong to the transaction, and every migration begins by asking who has come first.
template <class>
class basic_transaction_lock {
public:
    explicit basic_transaction_lock(migrator& all) : all_(all) {}

    /// Begins a transaction that holds the lock; asks again and again, as migration_lock does.
    void begin(std::string_view begin_sql) const {
        all_.wait_for([&] {
            all_.talk.run(begin_sql);
            if (is_taken()) return true;
            all_.talk.roll_back();
            return false;
        });
        set_lock_timeout();
    }

    /// Refuses what needs a session of its own, before anything has run.
    void require_fitting(const migration_file& file, const script& commands) const {
        const script_statement* culprit = nullptr;
        for (const script_statement& one : commands.statements)
            if (culprit == nullptr && needs_session(commands, one)) culprit = &one;
        if (culprit == nullptr && commands.is_atomic()) return;
        detail::fail_in(file, culprit == nullptr ? 0 : culprit->begin,
                        "this migration needs a session of its own, and the connection goes "
                        "through a pooler, which may give every statement another one",
                        all_.talk.where(), std::string(pooler_hint));
    }

private:
    static bool needs_session(const script& commands, const script_statement& one) {
        if (changes_session(commands.text_of(one))) return true;
        return !commands.is_atomic() && (one.kind == statement_kind::outside_transaction ||
                                         one.kind == statement_kind::commits_transaction ||
                                         one.kind == statement_kind::aborts_transaction);
    }

    bool is_taken() const {
        const text_rows answer = all_.talk.rows("select pg_catalog.pg_try_advisory_xact_lock(" +
                                                    std::string(detail::lock_key) + ")::text",
                                                bound_values().add_text(all_.sql.lock_name()));
        return answer.is_true(0, 0);
    }

    void set_lock_timeout() const {
        if (all_.options.lock_timeout.count() == 0) return;
        const std::string wanted = std::to_string(all_.options.lock_timeout.count()) + "ms";
        all_.talk.run(
            "select pg_catalog.set_config('lock_timeout', $1, true)"
            " where pg_catalog.current_setting('lock_timeout') operator(pg_catalog.=) '0'",
            bound_values().add_text(wanted));
    }

    migrator& all_;
};

}  // namespace orm::migration
