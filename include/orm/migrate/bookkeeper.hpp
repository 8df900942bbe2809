// SPDX-License-Identifier: MIT
// Writes down what is applied and how far a migration has come. Works under the lock.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

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

class bookkeeper {
public:
    bookkeeper(const session& talk, const history_sql& sql, bool keeps_history)
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
        if (!has_table) talk_.run(sql_.create_table(needs_names));
        has_names_ = has_table ? exists.is_true(0, 2) : needs_names;
        has_progress_ = exists.is_true(0, 3);
        if (keeps_history_) require_progress_table();
        if (has_progress_) read_unfinished();
    }

    bool has_names() const { return has_names_; }

    /// Drizzle's upgrade from 0.45 to 1.0: names come to the rows that were found by time or text.
    void add_names(const inspection& facts, const migration_plan& plan) {
        talk_.begin();
        talk_.run(sql_.add_name_columns());
        for (std::size_t i = 0; i < plan.migrations.size(); ++i) {
            const planned_migration& one = plan.migrations[i];
            if (one.row)
                talk_.run(sql_.fill_name(), bound_values()
                                                .add_text(facts.entries[i].name)
                                                .add_integer(facts.rows[*one.row].id));
        }
        talk_.commit();
        has_names_ = true;
    }

    const unfinished_migration* unfinished(const std::string& name) const {
        for (const unfinished_migration& one : unfinished_)
            if (one.name == name) return &one;
        return nullptr;
    }

    /// Inside a transaction: the migration and this row come together or not at all.
    ///
    /// Takes:    plain_text, the file's text in the form that every checkout shares.
    void record(const migration_entry& entry, bool with_name, std::chrono::milliseconds duration,
                std::string_view plain_text) {
        bound_values values;
        values.add_text(entry.hash).add_integer(entry.created_at);
        if (with_name) values.add_text(entry.name);
        talk_.run(sql_.insert_row(with_name), values);
        if (keeps_history_) save_finished(entry, duration, plain_text);
    }

    /// Inside a transaction: takes a migration out of the books.
    void remove(const migration_entry& entry, std::int64_t row_id) {
        talk_.run(sql_.delete_row(), bound_values().add_integer(row_id));
        if (has_progress_) talk_.run(sql_.forget_progress(), bound_values().add_text(entry.name));
    }

    /// Before a migration that is more than one transaction.
    void require_progress_table() {
        if (has_progress_) return;
        talk_.run(sql_.create_progress_table());
        has_progress_ = true;
    }

    /// Takes:    done, the bytes of the file up to the last statement that is done.
    void save_progress(const std::string& name, std::int64_t created_at,
                       std::size_t statements_done, bool is_running, std::string_view done) {
        talk_.run(sql_.save_progress(), bound_values()
                                            .add_text(name)
                                            .add_integer(created_at)
                                            .add_integer(static_cast<std::int64_t>(statements_done))
                                            .add_text(is_running ? "true" : "false")
                                            .add_bytes(done));
    }

    /// The job is done; with a history its row tells so already. Belongs into the transaction that
    /// records the job, so that a crash never leaves a table behind that nobody needs.
    void forget_unfinished(const std::string& name) {
        talk_.run(sql_.forget_unfinished(), bound_values().add_text(name));
        tidy();
    }

    bool has_progress() const { return has_progress_; }

    /// How many migrations the newest run applied that has any left.
    std::size_t size_of_last_batch() const {
        return static_cast<std::size_t>(talk_.rows(sql_.size_of_last_batch()).integer(0, 0));
    }

    void update_hash(const std::string& hash, std::int64_t row_id) {
        talk_.run(sql_.update_hash(), bound_values().add_text(hash).add_integer(row_id));
    }

    std::string hash_of(std::string_view bytes) const {
        return talk_.rows(history_sql::hash_of(), bound_values().add_bytes(bytes)).string(0, 0);
    }

    /// Leaves no table behind that holds nothing.
    void tidy() {
        if (keeps_history_ || !has_progress_) return;
        if (!talk_.rows(sql_.is_progress_empty()).is_true(0, 0)) return;
        talk_.run(sql_.drop_progress_table());
        has_progress_ = false;
    }

    const history_sql& sql() const { return sql_; }

private:
    void read_unfinished() {
        const text_rows found = talk_.rows(sql_.unfinished());
        for (std::size_t row = 0; row < found.size(); ++row)
            unfinished_.push_back({found.string(row, 0),
                                   static_cast<std::size_t>(found.integer(row, 1)),
                                   found.string(row, 2), found.is_true(row, 3)});
    }

    void save_finished(const migration_entry& entry, std::chrono::milliseconds duration,
                       std::string_view plain_text) {
        if (!batch_) batch_ = talk_.rows(sql_.next_batch()).integer(0, 0);
        talk_.run(sql_.save_finished(), bound_values()
                                            .add_text(entry.name)
                                            .add_integer(entry.created_at)
                                            .add_integer(duration.count())
                                            .add_integer(*batch_)
                                            .add_text(hash_of(plain_text)));
    }

    const session& talk_;
    const history_sql& sql_;
    bool keeps_history_;
    bool has_names_ = false;
    bool has_progress_ = false;
    std::optional<std::int64_t> batch_;
    std::vector<unfinished_migration> unfinished_;
};

}  // namespace orm::migration
