// SPDX-License-Identifier: MIT
// What a user can choose about a run of migrations, and what a run tells while it works.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <orm/core/callback.hpp>

namespace orm {

namespace driver::postgres {
class connection;
}

/// What to do about a history that does not fit the folder.
enum class migration_policy {
    /// Edited, renamed, missing and out-of-order migrations are errors that name both sides.
    refuse,
    /// Migrations that arrive late, below one that is applied, are applied; the rest is an error.
    apply,
    /// As Drizzle does: times below the newest applied one are skipped (journal), nothing is compared.
    drizzle,
};

/// Told while a run works. Names live as long as the call.
struct migration_event {
    enum class kind {
        waiting,  ///< another process migrates; `detail` names it
        started,
        finished,
        retrying,  ///< `detail` tells why
        note,      ///< something worth a line in the log; `detail` is the line
    };
    kind what = kind::note;
    std::string name;         ///< the migration, empty when the event is about the run
    std::size_t number = 0;   ///< 1 for the first pending migration
    std::size_t pending = 0;  ///< how many this run applies
    std::chrono::milliseconds duration{};
    std::string detail;
};

/// A migration that is a function. It runs in the transaction that records it.
///
///     orm::migrate_options options;
///     options.functions.push_back({"0007_fill_slugs", [](auto& server) { ... }});
struct migration_function {
    /// Numbered as the folder's files are: the number, or the time of the folders layout, orders it.
    std::string name;
    callback<void(driver::postgres::connection&)> run;
    /// ms since 1970; needed beside a journal, whose times order the migrations.
    std::int64_t created_at = 0;
};

struct migrate_options {
    /// Where Drizzle keeps its history. Both tools can take turns on one table.
    std::string schema = "drizzle";
    std::string table = "__drizzle_migrations";

    migration_policy policy = migration_policy::refuse;

    /// The last migration to apply, by name; empty: all.
    std::string up_to;

    /// How long to wait for another process that migrates.
    std::chrono::milliseconds wait_timeout{300'000};

    /// How long a statement may wait for a lock of the application's own queries, before it gives way
    /// and is repeated. Not used where the session, the role or the migration sets lock_timeout.
    /// Units:    0 waits for ever.
    std::chrono::milliseconds lock_timeout{5'000};

    /// How often a transaction that did not get its locks is repeated.
    std::size_t lock_retries = 3;

    /// Keeps started, finished, duration, batch and who of every migration in a table of our own beside
    /// Drizzle's. Without it that table exists only while a migration is half done.
    bool keep_history = false;

    /// Lets a session lock be taken although the process at the other end is not the one that was
    /// connected to: right for a pooler in session mode, wrong for one in transaction mode.
    bool trust_pooler = false;

    /// Called from the thread that migrates.
    callback<void(const migration_event&)> progress;

    /// Called around each migration, outside its transaction.
    callback<void(driver::postgres::connection&, const std::string& name)> before_each;
    callback<void(driver::postgres::connection&, const std::string& name)> after_each;

    std::vector<migration_function> functions;
};

/// One migration that a run applied.
struct applied_migration {
    std::string name;
    std::chrono::milliseconds duration{};
};

/// What a run did.
struct migration_report {
    std::vector<applied_migration> applied;
    std::size_t already_applied = 0;
    bool waited = false;             ///< another process migrated at the same time
    std::vector<std::string> notes;  ///< what is worth knowing and no error

    bool was_up_to_date() const { return applied.empty(); }
};

}  // namespace orm
