// SPDX-License-Identifier: MIT
// Finds applied migrations that only look edited: git and editors change line ends.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/inspection.hpp>
#include <orm/migrate/plan.hpp>

namespace orm::migration {

namespace detail {

/// The likely forms first: git's autocrlf keeps everything but the line ends. An editor takes empty lines
/// from the end of a file, or adds a line end; more than two have not been seen.
template <class = void>
std::vector<text_form> text_forms() {
    std::vector<text_form> forms;
    for (const bool has_mark : {false, true})
        for (const std::size_t final_ends :
             {text_form::as_it_is, std::size_t{0}, std::size_t{1}, std::size_t{2}})
            for (const std::string_view line_end : {"\n", "\r\n", "\r"})
                forms.push_back({line_end, has_mark, final_ends});
    return forms;
}

template <class = void>
void forgive_if(planned_migration& one, const inspection& facts, std::string_view hash) {
    if (hash == facts.rows[*one.row].hash) one.state = migration_state::applied;
}

/// Lets one form of every text that still looks edited be hashed by the server.
template <class = void>
void forgive_form(const session& talk, const migrations_folder& folder, const inspection& facts,
                  migration_plan& plan, const text_form& form) {
    std::vector<std::size_t> suspects;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < plan.migrations.size(); ++i) {
        const bool is_file = facts.entries[i].file < folder.files.size();
        if (plan.migrations[i].state != migration_state::edited || !is_file) continue;
        const migration_file& file = folder.files[facts.entries[i].file];
        std::string text = rewritten(file.bytes, form);
        if (is_hashed_here(file)) {
            forgive_if(plan.migrations[i], facts, sha256_hash().add(text).hex());
            continue;
        }
        suspects.push_back(i);
        texts.push_back(std::move(text));
    }
    if (suspects.empty()) return;
    const std::vector<std::string_view> views(texts.begin(), texts.end());
    const text_rows hashes = talk.rows(
        "select pg_catalog.encode(pg_catalog.sha256(f.bytes), 'hex')"
        " from pg_catalog.unnest($1::bytea[]) with ordinality as f(bytes, position)"
        " order by f.position",
        bound_values().add_bytes_list(views));
    for (std::size_t i = 0; i < suspects.size(); ++i)
        forgive_if(plan.migrations[suspects[i]], facts, hashes.text(i, 0));
}

}  // namespace detail

/// Takes the suspicion from migrations whose text is the same but for line ends, byte order mark and
/// final line end. Costs nothing where no migration looks edited.
template <class = void>
void forgive_text_forms(const session& talk, const migrations_folder& folder,
                        const inspection& facts, migration_plan& plan) {
    for (const text_form& form : detail::text_forms()) {
        if (plan.count(migration_state::edited) == 0) return;
        detail::forgive_form(talk, folder, facts, plan, form);
    }
}

}  // namespace orm::migration
