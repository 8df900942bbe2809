// SPDX-License-Identifier: MIT
// Decides what a run applies, and puts into words why it refuses.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <orm/migrate/inspection.hpp>

namespace orm::migration {

namespace detail {

template <class = void>
std::string name_of_row(const applied_row& row) {
    if (row.name) return *row.name;
    return "the one recorded at " + std::to_string(row.created_at) + " with hash " +
           row.hash.substr(0, 12);
}

/// Lists of mismatches stay readable.
inline constexpr std::size_t most_listed = 10;

class complaint {
public:
    template <class = void>
    void add(std::string line) {
        if (++count_ <= most_listed) text_ += (count_ == 1 ? "" : "; ") + std::move(line);
    }
    bool is_empty() const { return count_ == 0; }
    template <class = void>
    std::string text() const {
        return count_ > most_listed
                   ? text_ + "; and " + std::to_string(count_ - most_listed) + " more"
                   : text_;
    }

private:
    std::string text_;
    std::size_t count_ = 0;
};

template <class = void>
const std::string& next_applied(const migration_plan& plan,
                                const std::vector<migration_entry>& entries, std::size_t after) {
    std::size_t index = after;
    while (!plan.migrations[index].row) ++index;
    return entries[index].name;
}

template <class = void>
std::string complaint_about(const inspection& facts, const migration_plan& plan,
                            std::size_t index) {
    const migration_entry& entry = facts.entries[index];
    const planned_migration& one = plan.migrations[index];
    switch (one.state) {
        case migration_state::edited:
            return entry.name + " was edited after it was applied (applied with hash " +
                   facts.rows[*one.row].hash.substr(0, 12) + ", now " + entry.hash.substr(0, 12) +
                   ")";
        case migration_state::renamed:
            return entry.name +
                   " was applied as another migration: " + name_of_row(facts.rows[*one.row]);
        case migration_state::out_of_order:
            return entry.name + " is not applied, but " + next_applied(plan, facts.entries, index) +
                   ", which comes later, is";
        default: return {};
    }
}

template <class = void>
bool is_refused(migration_state state, migration_policy policy) {
    if (state == migration_state::edited || state == migration_state::renamed) return true;
    return state == migration_state::out_of_order && policy == migration_policy::refuse;
}

template <class = void>
std::string advice(const migration_plan& plan) {
    if (plan.count(migration_state::edited) > 0)
        return "restore the file and put the change into a new migration; or accept the new text "
               "with orm::accept_edits()";
    if (plan.count(migration_state::renamed) > 0)
        return "restore the name and the time that it was applied with";
    if (!plan.missing_rows.empty())
        return "restore the missing files, for example from version control";
    return "if the late migration fits the database as it is now, set policy to "
           "orm::migration_policy::apply";
}

/// Drizzle's own rule for journals: later than everything that is applied.
template <class = void>
std::vector<std::size_t> pending_by_time(const inspection& facts) {
    std::vector<std::size_t> pending;
    std::int64_t newest = -1;
    for (const applied_row& row : facts.rows) newest = std::max(newest, row.created_at);
    for (std::size_t i = 0; i < facts.entries.size(); ++i)
        if (facts.rows.empty() || facts.entries[i].created_at > newest) pending.push_back(i);
    return pending;
}

}  // namespace detail

/// Every mismatch between folder and history in one sentence; empty when a run may go on.
template <class = void>
std::string mismatches(const inspection& facts, const migration_plan& plan,
                       migration_policy policy) {
    detail::complaint all;
    for (std::size_t i = 0; i < plan.migrations.size(); ++i)
        if (detail::is_refused(plan.migrations[i].state, policy))
            all.add(detail::complaint_about(facts, plan, i));
    for (const std::size_t row : plan.missing_rows)
        all.add("the database has a migration that the folder lacks: " +
                detail::name_of_row(facts.rows[row]));
    return all.text();
}

/// The entries that a run applies, in order.
///
/// Throws:   migration_error that names every mismatch which the policy refuses.
template <class = void>
std::vector<std::size_t> pending_of(const migrations_folder& folder, const inspection& facts,
                                    const migration_plan& plan, migration_policy policy,
                                    source_location where) {
    const bool goes_by_time = folder.layout == migration_layout::journal;
    if (policy == migration_policy::drizzle && goes_by_time) return detail::pending_by_time(facts);
    if (policy != migration_policy::drizzle) {
        std::string message = mismatches(facts, plan, policy);
        if (!message.empty())
            detail::fail(std::move(message), {{}, folder.path, 0, 0, {}}, where,
                         detail::advice(plan));
    }
    std::vector<std::size_t> pending;
    for (std::size_t i = 0; i < plan.migrations.size(); ++i)
        if (!plan.migrations[i].row) pending.push_back(i);
    return pending;
}

/// Remarks that are no errors: what a log should show.
template <class = void>
std::vector<std::string> notes_about(const inspection& facts, const migration_plan& plan) {
    std::vector<std::string> notes;
    if (!plan.ahead_rows.empty())
        notes.push_back("the database has " + std::to_string(plan.ahead_rows.size()) +
                        " newer migrations than this folder: a newer program has migrated it");
    for (const std::size_t row : plan.repeated_rows)
        notes.push_back("recorded twice: " + detail::name_of_row(facts.rows[row]));
    for (const std::string& name : facts.unused_files)
        notes.push_back("not in the journal, so not run: " + name + ".sql");
    return notes;
}

}  // namespace orm::migration
