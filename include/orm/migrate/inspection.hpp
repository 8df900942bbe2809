// SPDX-License-Identifier: MIT
// One round trip that brings folder and history together.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/core/sha256.hpp>
#include <orm/migrate/history.hpp>
#include <orm/migrate/options.hpp>
#include <orm/migrate/plan.hpp>
#include <orm/migrate/session.hpp>

namespace orm::migration {

/// What folder and database say, before they are compared.
struct inspection {
    std::vector<migration_entry> entries;
    std::vector<applied_row> rows;
    std::vector<std::string> unused_files;  ///< beside a journal that does not name them
    bool has_table = false;
    bool is_replica = false;
    int backend_process_id = 0;
};

namespace detail {

/// What stands for a function's text: a change of its code cannot be seen.
template <class = void>
std::string text_of_function(const migration_function& function) {
    return "orm migration function " + function.name;
}

template <class = void>
applied_row row_at(const text_rows& found, std::size_t row) {
    applied_row applied;
    applied.id = found.integer(row, 1);
    if (!found.is_null(row, 2)) applied.name = found.string(row, 2);
    applied.created_at = found.integer(row, 3);
    applied.hash = found.string(row, 4);
    applied.applied_at = found.string(row, 5);
    return applied;
}

template <class = void>
void sort_by_id(std::vector<applied_row>& rows) {
    std::sort(rows.begin(), rows.end(),
              [](const applied_row& left, const applied_row& right) { return left.id < right.id; });
}

/// Finds files by name; a journal may name ten thousand.
class file_names {
public:
    template <class = void>
    explicit file_names(const std::vector<migration_file>& files) : files_(files) {
        for (std::size_t i = 0; i < files.size(); ++i) order_.push_back(i);
        std::sort(order_.begin(), order_.end(), [&](std::size_t left, std::size_t right) {
            return files[left].name < files[right].name;
        });
    }

    /// Gives:    files.size() when there is none.
    template <class = void>
    std::size_t find(std::string_view name) const {
        const auto found = std::lower_bound(order_.begin(), order_.end(), name,
                                            [&](std::size_t index, std::string_view wanted) {
                                                return files_[index].name.compare(wanted) < 0;
                                            });
        return found != order_.end() && files_[*found].name == name ? *found : files_.size();
    }

private:
    const std::vector<migration_file>& files_;
    std::vector<std::size_t> order_;
};

/// Larger files are hashed here: the server would need them whole, and so would the message to it.
inline constexpr std::size_t most_bytes_hashed_by_server = 1024 * 1024;

template <class = void>
bool is_hashed_here(const migration_file& file) {
    return file.bytes.size() > most_bytes_hashed_by_server;
}

template <class = void>
class basic_inspection_reader;
using inspection_reader = basic_inspection_reader<>;

/// Turns the answer of history_sql::inspect() into entries and rows.
template <class>
class basic_inspection_reader {
public:
    basic_inspection_reader(const migrations_folder& folder, const migrate_options& options,
                            source_location where)
        : folder_(folder), options_(options), where_(where), names_(folder.files) {}

    inspection read(const text_rows& found) {
        hashes_.resize(folder_.files.size() + options_.functions.size());
        for (std::size_t row = 0; row < found.size(); ++row) read_row(found, row);
        if (folder_.layout == migration_layout::journal) read_journal();
        else read_files();
        add_functions();
        sort_by_id(made_.rows);
        return std::move(made_);
    }

private:
    struct journal_line {
        std::int64_t position;
        std::string tag;
        std::int64_t when;
    };

    void read_row(const text_rows& found, std::size_t row) {
        const std::string_view kind = found.text(row, 0);
        if (kind == "row") made_.rows.push_back(row_at(found, row));
        if (kind == "file")
            hashes_[static_cast<std::size_t>(found.integer(row, 1)) - 1] = found.string(row, 4);
        if (kind == "journal") read_journal_line(found, row);
        if (kind == "session") read_session(found, row);
    }

    void read_session(const text_rows& found, std::size_t row) {
        made_.backend_process_id = static_cast<int>(found.integer(row, 2));
        made_.is_replica = found.is_true(row, 3);
        if (folder_.layout == migration_layout::journal && found.text(row, 4) != "array")
            fail_in_journal("the journal has no list of entries", {});
    }

    void read_journal_line(const text_rows& found, std::size_t row) {
        const std::string number = found.string(row, 1);
        if (found.is_null(row, 2)) fail_in_journal("entry " + number + " has no tag", {});
        if (found.is_null(row, 3)) fail_in_journal("entry " + number + " has no time ('when')", {});
        // JSON numbers may have a fraction or an exponent.
        const std::string when = found.string(row, 3);
        const bool is_plain = when.find_first_not_of("-0123456789") == std::string::npos;
        journal_.push_back({found.integer(row, 1), found.string(row, 2),
                            is_plain
                                ? to_integer(when)
                                : static_cast<std::int64_t>(std::strtod(when.c_str(), nullptr))});
    }

    void read_journal() {
        std::sort(journal_.begin(), journal_.end(),
                  [](const journal_line& left, const journal_line& right) {
                      return left.position < right.position;
                  });
        std::vector<bool> used(folder_.files.size(), false);
        for (const journal_line& line : journal_) {
            const std::size_t file = names_.find(line.tag);
            if (file == folder_.files.size())
                fail_in_journal(
                    "the journal names " + line.tag + ", but there is no file " + line.tag + ".sql",
                    "restore the file, for example from version control");
            if (used[file])
                fail_in_journal("the journal names " + line.tag + " twice",
                                "remove one of the entries");
            used[file] = true;
            add_entry(file, line.when);
        }
        for (std::size_t file = 0; file < used.size(); ++file)
            if (!used[file]) made_.unused_files.push_back(folder_.files[file].name);
    }

    void read_files() {
        for (std::size_t file = 0; file < folder_.files.size(); ++file)
            add_entry(file, folder_.files[file].created_at);
    }

    void add_entry(std::size_t index, std::int64_t created_at) {
        const migration_file& file = folder_.files[index];
        require_utf8(file.bytes, file.path, file.name, where_);
        if (is_hashed_here(file)) hashes_[index] = sha256_hash().add(file.bytes).hex();
        made_.entries.push_back({file.name, created_at, hashes_[index], index});
    }

    void add_functions() {
        for (std::size_t i = 0; i < options_.functions.size(); ++i) {
            const migration_function& function = options_.functions[i];
            const std::size_t index = folder_.files.size() + i;
            const migration_entry entry{function.name, created_at_of(function), hashes_[index],
                                        index};
            made_.entries.insert(place_of(entry), entry);
        }
    }

    std::int64_t created_at_of(const migration_function& function) const {
        if (function.created_at != 0) return function.created_at;
        const std::int64_t time = timestamp_ms(function.name);
        if (time >= 0) return time;
        if (folder_.layout == migration_layout::files && leading_digits(function.name) > 0)
            return leading_number(function.name);
        fail("the migration function '" + function.name + "' has no place in the order", {}, where_,
             "set created_at, the time of its making in ms since 1970");
    }

    std::vector<migration_entry>::iterator place_of(const migration_entry& entry) {
        const auto is_twin = [&](const migration_entry& other) { return other.name == entry.name; };
        if (std::any_of(made_.entries.begin(), made_.entries.end(), is_twin))
            fail("two migrations have one name: " + entry.name, {}, where_);
        return std::find_if(
            made_.entries.begin(), made_.entries.end(),
            [&](const migration_entry& other) { return other.created_at > entry.created_at; });
    }

    [[noreturn]] void fail_in_journal(std::string message, std::string hint) const {
        fail(std::move(message), {{}, folder_.journal_path, 0, 0, {}}, where_, std::move(hint));
    }

    const migrations_folder& folder_;
    const migrate_options& options_;
    source_location where_;
    file_names names_;
    std::vector<std::string> hashes_;
    std::vector<journal_line> journal_;
    inspection made_;
};

template <class = void>
bool says_no_table(const error& failure) {
    return failure.sqlstate() == "42P01" || failure.sqlstate() == "3F000";
}

/// The server reads the journal, so its complaints are about the journal if there are any.
template <class = void>
bool is_about_json(const error& failure) {
    return failure.sqlstate() == "22P02" || failure.sqlstate() == "22P05" ||
           failure.sqlstate() == "22023" || failure.sqlstate() == "22032";
}

template <class = void>
text_rows ask(const session& talk, const history_sql& sql, const migrations_folder& folder,
              const migrate_options& options, bool with_table) {
    std::vector<std::string> functions;
    for (const migration_function& function : options.functions)
        functions.push_back(text_of_function(function));
    std::vector<std::string_view> bytes;
    for (const migration_file& file : folder.files)
        bytes.push_back(is_hashed_here(file) ? std::string_view() : file.bytes);
    for (const std::string& text : functions) bytes.push_back(text);
    bound_values values;
    if (folder.layout == migration_layout::journal)
        values.add_text(std::string_view(folder.journal));
    else values.add_null_text();
    return talk.rows(sql.inspect(with_table), values.add_bytes_list(bytes));
}

}  // namespace detail

/// Reads the journal, hashes all files and reads the history; one round trip where the history table
/// exists, two where it does not. Takes no lock.
///
/// Throws:   migration_error for a journal that is no journal or names missing files.
template <class = void>
inspection inspect(const session& talk, const history_sql& sql, const migrations_folder& folder,
                   const migrate_options& options) {
    detail::inspection_reader reader(folder, options, talk.where());
    try {
        try {
            inspection made = reader.read(detail::ask(talk, sql, folder, options, true));
            made.has_table = true;
            return made;
        } catch (const error& failure) {
            if (failure.sqlstate() == "42703") detail::fail_no_history(sql, talk.where());
            if (!detail::says_no_table(failure)) throw;
        }
        return reader.read(detail::ask(talk, sql, folder, options, false));
    } catch (const error& failure) {
        if (!detail::is_about_json(failure)) throw;
        detail::fail("the journal cannot be read: " + failure.message() + "; " + failure.detail(),
                     {{}, folder.journal_path, 0, 0, {}}, talk.where());
    }
}

/// The history alone, for a second look under the lock.
template <class = void>
std::vector<applied_row> read_rows(const session& talk, const history_sql& sql) {
    const text_rows found = talk.rows(sql.rows());
    std::vector<applied_row> rows;
    for (std::size_t row = 0; row < found.size(); ++row) rows.push_back(detail::row_at(found, row));
    detail::sort_by_id(rows);
    return rows;
}

}  // namespace orm::migration
