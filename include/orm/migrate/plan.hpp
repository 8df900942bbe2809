// SPDX-License-Identifier: MIT
// Compares a folder with what a database remembers; nothing is read or run here.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <orm/migrate/folder.hpp>

namespace orm {

/// What a migration is to a database.
enum class migration_state {
    applied,
    edited,   ///< applied, and its text was changed afterwards
    renamed,  ///< applied under another name or time
    pending,
    out_of_order,  ///< pending, although a later one is applied
};

namespace migration {

/// A migration of the folder, in the folder's order, with its hash.
struct migration_entry {
    std::string name;
    std::int64_t created_at = 0;  ///< ms since 1970
    std::string hash;             ///< SHA-256 of the file's bytes in hexadecimal digits
    std::size_t file = 0;  ///< position in migrations_folder::files, behind them the functions
};

/// A row of the tracking table.
struct applied_row {
    std::int64_t id = 0;
    std::string hash;
    std::int64_t created_at = 0;
    std::optional<std::string> name;  ///< Drizzle writes it from 1.0 on
    std::string applied_at;           ///< likewise; as the server prints it, empty when unknown
};

/// A migration of the folder and the row that tells that it is applied.
struct planned_migration {
    migration_state state = migration_state::pending;
    std::optional<std::size_t> row;  ///< position in the rows
};

struct migration_plan {
    std::vector<planned_migration> migrations;  ///< one for each entry, in the same order
    std::vector<std::size_t> missing_rows;   ///< no migration of the folder; older than its newest
    std::vector<std::size_t> ahead_rows;     ///< no migration of the folder; newer than all of them
    std::vector<std::size_t> repeated_rows;  ///< a migration that was recorded twice

    template <class = void>
    std::size_t count(migration_state state) const {
        const auto has_state = [&](const planned_migration& one) { return one.state == state; };
        return static_cast<std::size_t>(
            std::count_if(migrations.begin(), migrations.end(), has_state));
    }
    template <class = void>
    bool is_up_to_date() const {
        return missing_rows.empty() && count(migration_state::applied) == migrations.size();
    }
};

namespace detail {

template <class = void>
class basic_row_matcher;
using row_matcher = basic_row_matcher<>;

/// Finds the row of every entry: by name, else by time and text, else by time, else by text alone.
template <class>
class basic_row_matcher {
public:
    basic_row_matcher(const std::vector<migration_entry>& entries,
                      const std::vector<applied_row>& rows)
        : entries_(entries), rows_(rows), row_of_(entries.size()), used_(rows.size(), false) {}

    std::vector<std::optional<std::size_t>> match() {
        match_sorted([](const migration_entry& entry) { return entry.name; },
                     [](const applied_row& row) { return row.name; });
        match_sorted(
            [](const migration_entry& entry) {
                return std::to_string(entry.created_at) + entry.hash;
            },
            [](const applied_row& row) {
                return unnamed(row, std::to_string(row.created_at) + row.hash);
            });
        match_sorted(
            [](const migration_entry& entry) { return std::to_string(entry.created_at); },
            [](const applied_row& row) { return unnamed(row, std::to_string(row.created_at)); });
        // drizzle-kit up cuts the journal's times to the second when it makes folders of them.
        match_sorted([](const migration_entry& entry) { return seconds(entry.created_at); },
                     [](const applied_row& row) { return unnamed(row, seconds(row.created_at)); });
        match_sorted([](const migration_entry& entry) { return entry.hash; },
                     [](const applied_row& row) { return std::optional<std::string>(row.hash); });
        return std::move(row_of_);
    }

    const std::vector<bool>& used() const { return used_; }

private:
    struct keyed {
        std::string key;
        std::size_t index;
    };

    static std::string seconds(std::int64_t ms) { return std::to_string(ms / 1000); }

    /// A row with a name is another migration than an entry with another name, whatever their times.
    static std::optional<std::string> unnamed(const applied_row& row, std::string key) {
        if (row.name) return std::nullopt;
        return key;
    }

    /// Joins what is still alone on both sides; equal keys pair up in order.
    template <class EntryKey, class RowKey>
    void match_sorted(EntryKey entry_key, RowKey row_key) {
        std::vector<keyed> entries;
        std::vector<keyed> rows;
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (std::optional<std::string> key = used_[i] ? std::nullopt : row_key(rows_[i]))
                rows.push_back({std::move(*key), i});
        if (rows.empty()) return;
        for (std::size_t i = 0; i < entries_.size(); ++i)
            if (!row_of_[i]) entries.push_back({entry_key(entries_[i]), i});
        join(entries, rows);
    }

    void join(std::vector<keyed>& entries, std::vector<keyed>& rows) {
        const auto by_key = [](const keyed& left, const keyed& right) {
            return left.key != right.key ? left.key < right.key : left.index < right.index;
        };
        std::sort(entries.begin(), entries.end(), by_key);
        std::sort(rows.begin(), rows.end(), by_key);
        auto row = rows.begin();
        for (const keyed& entry : entries) {
            while (row != rows.end() && row->key < entry.key) ++row;
            if (row == rows.end() || row->key != entry.key) continue;
            row_of_[entry.index] = row->index;
            used_[row->index] = true;
            ++row;
        }
    }

    const std::vector<migration_entry>& entries_;
    const std::vector<applied_row>& rows_;
    std::vector<std::optional<std::size_t>> row_of_;
    std::vector<bool> used_;
};

template <class = void>
bool is_same_moment(std::int64_t left_ms, std::int64_t right_ms) {
    return left_ms / 1000 == right_ms / 1000;
}

template <class = void>
migration_state state_of(const migration_entry& entry, const applied_row& row) {
    const bool is_same_name =
        row.name ? *row.name == entry.name : is_same_moment(row.created_at, entry.created_at);
    if (!is_same_name) return migration_state::renamed;
    return row.hash == entry.hash ? migration_state::applied : migration_state::edited;
}

template <class = void>
void mark_out_of_order(migration_plan& plan) {
    bool later_is_applied = false;
    for (std::size_t i = plan.migrations.size(); i-- > 0;) {
        planned_migration& one = plan.migrations[i];
        if (one.row) later_is_applied = true;
        else if (later_is_applied) one.state = migration_state::out_of_order;
    }
}

template <class = void>
bool repeats_an_entry(const applied_row& row, const std::vector<migration_entry>& entries) {
    const auto is_same = [&](const migration_entry& entry) {
        return row.name ? *row.name == entry.name
                        : row.created_at == entry.created_at && row.hash == entry.hash;
    };
    return std::any_of(entries.begin(), entries.end(), is_same);
}

template <class = void>
void sort_out_rows(migration_plan& plan, const std::vector<bool>& used,
                   const std::vector<migration_entry>& entries,
                   const std::vector<applied_row>& rows) {
    std::int64_t newest = entries.empty() ? -1 : entries.front().created_at;
    for (const migration_entry& entry : entries) newest = std::max(newest, entry.created_at);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (used[i]) continue;
        if (repeats_an_entry(rows[i], entries)) plan.repeated_rows.push_back(i);
        else if (rows[i].created_at > newest) plan.ahead_rows.push_back(i);
        else plan.missing_rows.push_back(i);
    }
}

}  // namespace detail

/// Tells for every migration of the folder what it is to the database, and which rows nobody knows.
///
/// Applied is what has a row, wherever the row stands: no time decides that something is "old enough".
/// Takes:    entries in the folder's order; rows in the order of their ids.
template <class = void>
migration_plan compare(const std::vector<migration_entry>& entries,
                       const std::vector<applied_row>& rows) {
    detail::row_matcher matcher(entries, rows);
    const std::vector<std::optional<std::size_t>> row_of = matcher.match();
    migration_plan plan;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        planned_migration one;
        one.row = row_of[i];
        if (one.row) one.state = detail::state_of(entries[i], rows[*one.row]);
        plan.migrations.push_back(one);
    }
    detail::mark_out_of_order(plan);
    detail::sort_out_rows(plan, matcher.used(), entries, rows);
    return plan;
}

}  // namespace migration
}  // namespace orm
