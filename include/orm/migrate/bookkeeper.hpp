// SPDX-License-Identifier: MIT
// Writes down what is applied and how far a migration has come. Works under the lock.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/flight.hpp>
#include <orm/migrate/history.hpp>
#include <orm/migrate/inspection.hpp>
#include <orm/migrate/plan.hpp>
#include <orm/migrate/session.hpp>

namespace orm::migration {

/// A migration that was begun and not finished.
struct unfinished_migration {
    std::string name;
    std::size_t statements_done = 0;
    std::string done_hash;    ///< SHA-256 of the file up to the last statement that is done
    bool is_running = false;  ///< the next statement was started; nobody knows whether it ended
};

template <class = void>
class basic_bookkeeper;
using bookkeeper = basic_bookkeeper<>;

template <class>
class basic_bookkeeper {
public:
    basic_bookkeeper(const session& talk, const history_sql& sql, bool keeps_history)
        : talk_(talk), sql_(sql), keeps_history_(keeps_history) {}

    /// Creates what is missing, and the columns that the layout needs.
    ///
    /// CREATE ... IF NOT EXISTS asks for privileges even where everything exists, so it is looked first.
    void prepare(bool needs_names) {
        const text_rows exists =
            talk_.rows(history_sql::what_exists(), bound_values()
                                                       .add_text(sql_.schema())
                                                       .add_text(sql_.table())
                                                       .add_text(sql_.progress_table()));
        if (!exists.is_true(0, 0)) talk_.run(sql_.create_schema());
        const bool has_table = exists.is_true(0, 1);
        if (has_table && !exists.is_true(0, 4)) detail::fail_no_history(sql_, talk_.where());
        if (!has_table) talk_.run(sql_.create_table(needs_names));
        has_names_ = has_table ? exists.is_true(0, 2) : needs_names;
        has_progress_ = exists.is_true(0, 3);
        if (keeps_history_) require_progress_table();
        if (has_progress_) read_unfinished();
    }

    bool has_names() const { return has_names_; }

    /// True where a table of ours may have to stay behind a migration that is finished: it holds a
    /// history, or a later migration of this run needs it again.
    void keep_progress_table(bool is_kept) { is_kept_ = is_kept; }

    /// Drizzle's upgrade from 0.45 to 1.0: names come to the rows that were found by time or text.
    ///
    /// Inside a transaction.
    void add_names(const inspection& facts, const migration_plan& plan) {
        talk_.run(sql_.add_name_columns());
        for (std::size_t i = 0; i < plan.migrations.size(); ++i) {
            const planned_migration& one = plan.migrations[i];
            if (one.row)
                talk_.run(sql_.fill_name(), bound_values()
                                                .add_text(facts.entries[i].name)
                                                .add_integer(facts.rows[*one.row].id));
        }
        has_names_ = true;
    }

    const unfinished_migration* unfinished(const std::string& name) const {
        for (const unfinished_migration& one : unfinished_)
            if (one.name == name) return &one;
        return nullptr;
    }

    /// Inside a transaction: the migration and this row come together or not at all.
    ///
    /// Takes:    plain_text, the file's text in the form that every checkout shares; only a history
    ///           needs it.
    void record(flight& sending, const migration_entry& entry, bool with_name,
                std::chrono::milliseconds duration, std::string_view plain_text) {
        bound_values values;
        values.add_text(entry.hash).add_integer(entry.created_at);
        if (with_name) values.add_text(entry.name);
        sending.add(sql_.insert_row(with_name), std::move(values));
        if (keeps_history_) save_finished(sending, entry, duration, plain_text);
    }

    /// Inside a transaction: takes a migration out of the books.
    void remove(flight& sending, const migration_entry& entry, std::int64_t row_id) {
        sending.add(sql_.delete_row(), std::move(bound_values().add_integer(row_id)));
        if (!has_progress_) return;
        sending.add(sql_.forget_progress(), std::move(bound_values().add_text(entry.name)));
    }

    /// Before a migration that is more than one transaction.
    void require_progress_table() {
        if (has_progress_) return;
        talk_.run(sql_.create_progress_table());
        has_progress_ = true;
    }

    /// Takes:    name, which lives until the flight is sent; done_hash, SHA-256 of the file up to the
    ///           last statement that is done.
    void save_progress(flight& sending, const std::string& name, std::int64_t created_at,
                       std::size_t statements_done, bool is_running, std::string_view done_hash) {
        bound_values values;
        values.add_text(name)
            .add_integer(created_at)
            .add_integer(static_cast<std::int64_t>(statements_done))
            .add_text(is_running ? "true" : "false")
            .add_owned_text(done_hash);
        sending.add(sql_.save_progress(), std::move(values));
        if (unfinished(name) == nullptr) unfinished_.push_back({name, 0, {}, false});
    }

    /// The job is done; with a history its row tells so already. Belongs into the transaction that
    /// records the job, so that a crash never leaves a table behind that nobody needs.
    void forget_unfinished(flight& sending, const std::string& name) const {
        sending.add(sql_.forget_unfinished(), std::move(bound_values().add_text(name)));
        if (drops_table_with(name)) sending.add(sql_.drop_progress_table());
    }

    /// The transaction of forget_unfinished() is committed.
    void forgot_unfinished(const std::string& name) {
        if (drops_table_with(name)) has_progress_ = false;
        const auto is_it = [&](const unfinished_migration& one) { return one.name == name; };
        unfinished_.erase(std::remove_if(unfinished_.begin(), unfinished_.end(), is_it),
                          unfinished_.end());
    }

    bool has_progress() const { return has_progress_; }

    /// How many migrations the newest run applied that has any left.
    std::size_t size_of_last_batch() const {
        return static_cast<std::size_t>(talk_.rows(sql_.size_of_last_batch()).integer(0, 0));
    }

    void update_hash(const std::string& hash, std::int64_t row_id) {
        talk_.run(sql_.update_hash(), bound_values().add_text(hash).add_integer(row_id));
    }

    /// Leaves no table behind that holds nothing.
    void tidy() {
        if (keeps_history_ || holds_history_ || !has_progress_ || !unfinished_.empty()) return;
        talk_.run(sql_.drop_progress_table());
        has_progress_ = false;
    }

    const history_sql& sql() const { return sql_; }

private:
    bool drops_table_with(const std::string& name) const {
        const auto is_it = [&](const unfinished_migration& one) { return one.name == name; };
        return !keeps_history_ && !holds_history_ && !is_kept_ &&
               std::all_of(unfinished_.begin(), unfinished_.end(), is_it);
    }

    void read_unfinished() {
        const text_rows found = progress_rows();
        for (std::size_t row = 0; row < found.size(); ++row) {
            holds_history_ = holds_history_ || found.is_true(row, 4);
            if (found.is_true(row, 4)) continue;
            unfinished_.push_back({found.string(row, 0),
                                   static_cast<std::size_t>(found.integer(row, 1)),
                                   found.string(row, 2), found.is_true(row, 3)});
        }
    }

    text_rows progress_rows() const {
        try {
            return talk_.rows(sql_.progress());
        } catch (const error& failure) {
            if (failure.sqlstate() != "42703") throw;
            detail::fail_no_progress(sql_, talk_.where());
        }
    }

    void save_finished(flight& sending, const migration_entry& entry,
                       std::chrono::milliseconds duration, std::string_view plain_text) {
        if (!batch_) batch_ = talk_.rows(sql_.next_batch()).integer(0, 0);
        bound_values values;
        values.add_text(entry.name)
            .add_integer(entry.created_at)
            .add_integer(duration.count())
            .add_integer(*batch_)
            .add_bytes(plain_text);
        sending.add(sql_.save_finished(), std::move(values));
        sending.send();
    }

    const session& talk_;
    const history_sql& sql_;
    bool keeps_history_;
    bool has_names_ = false;
    bool has_progress_ = false;
    bool holds_history_ = false;
    bool is_kept_ = false;
    std::optional<std::int64_t> batch_;
    std::vector<unfinished_migration> unfinished_;
};

}  // namespace orm::migration
