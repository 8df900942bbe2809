// SPDX-License-Identifier: MIT
// orm::baseline(), orm::accept_edits() and orm::adopt_knex(): the history changes, the schema does not.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <orm/migrate/migrator.hpp>
#include <orm/migrate/run.hpp>

namespace orm {

/// Where Knex keeps its history.
struct knex_history {
    std::string schema = "public";
    std::string table = "knex_migrations";
};

namespace migration::detail {

/// Records entries without running them, all or none.
class recorder {
public:
    explicit recorder(migrator& all) : all_(all) {}

    template <class = void>
    void require_names() {
        if (all_.needs_names() && !all_.books.has_names())
            all_.books.add_names(all_.facts, all_.plan);
    }

    template <class = void>
    void record(std::size_t index) {
        const migration_entry& entry = all_.facts.entries[index];
        const bool is_file = entry.file < all_.folder.files.size();
        all_.books.record(
            sending_, entry, all_.needs_names(), std::chrono::milliseconds(0),
            is_file ? rewritten(all_.folder.files[entry.file].bytes, {}) : std::string());
        report_.applied.push_back({entry.name, {}});
    }

    template <class Work>
    migration_report run(Work work) {
        all_.look();
        all_.with_lock([&] {
            try {
                all_.talk.begin();
                require_names();
                work(*this);
                sending_.commit();
            } catch (...) {
                all_.talk.roll_back();
                throw;
            }
        });
        report_.already_applied = all_.facts.entries.size() - report_.applied.size();
        return std::move(report_);
    }

private:
    migrator& all_;
    std::size_t ignored_ = 0;
    flight sending_{all_.talk, ignored_};
    migration_report report_;
};

template <class = void>
std::size_t entry_named(const migrator& all, std::string_view name) {
    for (std::size_t i = 0; i < all.facts.entries.size(); ++i)
        if (all.facts.entries[i].name == name) return i;
    all.fail("the folder has no migration " + std::string(name));
}

/// `20260101_users.js` as `20260101_users`: Knex records the file's name with its ending.
template <class = void>
std::string_view without_ending(std::string_view file_name) {
    const std::size_t dot = file_name.rfind('.');
    return dot == std::string_view::npos || dot == 0 ? file_name : file_name.substr(0, dot);
}

/// Every migration that Knex has applied, as a position in the folder.
template <class = void>
std::vector<std::size_t> knex_entries(const migrator& all, const knex_history& knex) {
    const std::string table =
        lexical::quoted_identifier(knex.schema) + '.' + lexical::quoted_identifier(knex.table);
    const text_rows found =
        all.talk.rows("select k.name::text from " + table + " as k order by k.id");
    std::vector<std::size_t> entries;
    complaint unknown;
    for (std::size_t row = 0; row < found.size(); ++row) {
        const std::string_view name = without_ending(found.text(row, 0));
        const auto& known = all.facts.entries;
        const auto same = [&](const migration_entry& entry) { return entry.name == name; };
        const auto entry = std::find_if(known.begin(), known.end(), same);
        if (entry == known.end()) unknown.add(found.string(row, 0));
        else entries.push_back(static_cast<std::size_t>(entry - known.begin()));
    }
    if (!unknown.is_empty())
        all.fail("Knex has applied migrations that the folder lacks: " + unknown.text(),
                 "bring them into the folder as SQL files with the same names");
    return entries;
}

}  // namespace migration::detail

/// Records migrations as applied without running them: for a database that has their effects already.
///
/// Takes:    up_to, the last one to record; empty: all of the folder.
/// Gives:    in `applied`, what was recorded now.
template <class = void>
migration_report baseline(driver::postgres::connection& server, const std::string& folder,
                          const std::string& up_to = {}, const migrate_options& options = {},
                          source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    return migration::detail::recorder(all).run([&](migration::detail::recorder& record) {
        if (all.facts.entries.empty()) return;
        const std::size_t last = up_to.empty() ? all.facts.entries.size() - 1
                                               : migration::detail::entry_named(all, up_to);
        for (std::size_t i = 0; i <= last; ++i)
            if (!all.plan.migrations[i].row) record.record(i);
    });
}

/// Takes the present text of edited migrations as the one that was applied. Nothing is run.
///
/// Takes:    names of migrations that were applied and edited.
/// Throws:   migration_error when one of them was not edited.
template <class = void>
void accept_edits(driver::postgres::connection& server, const std::string& folder,
                  const std::vector<std::string>& names, const migrate_options& options = {},
                  source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    migration::detail::recorder(all).run([&](migration::detail::recorder&) {
        for (const std::string& name : names) {
            const std::size_t index = migration::detail::entry_named(all, name);
            const migration::planned_migration& one = all.plan.migrations[index];
            if (one.state != migration_state::edited) all.fail(name + " was not edited");
            all.books.update_hash(all.facts.entries[index].hash, all.facts.rows[*one.row].id);
        }
    });
}

/// Takes over from Knex: what its table calls applied is recorded here. Its table stays as it is.
///
/// Takes:    a folder whose files have the names of Knex's migrations, but for the ending.
/// Throws:   migration_error that names what Knex has applied and the folder lacks.
template <class = void>
migration_report adopt_knex(driver::postgres::connection& server, const std::string& folder,
                            const knex_history& knex = {}, const migrate_options& options = {},
                            source_location where = source_location::current()) {
    migration::migrator all(server, folder, options, where);
    return migration::detail::recorder(all).run([&](migration::detail::recorder& record) {
        for (const std::size_t index : migration::detail::knex_entries(all, knex))
            if (!all.plan.migrations[index].row) record.record(index);
    });
}

}  // namespace orm
