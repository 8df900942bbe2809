// SPDX-License-Identifier: MIT
// Reads a migrations folder in any of its three layouts; knows nothing of a database.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/files.hpp>
#include <orm/migrate/name_order.hpp>
#include <orm/migrate/text_file.hpp>

namespace orm {

/// How migrations lie on disk.
enum class migration_layout {
    journal,  ///< Drizzle up to 0.45: `meta/_journal.json` and `NNNN_name.sql`
    folders,  ///< Drizzle 1.0: `YYYYMMDDHHMMSS_name/migration.sql`
    files,    ///< `NNN_name.sql` alone
};

namespace migration {

/// One migration as it lies on disk.
struct migration_file {
    std::string name;  ///< the file's name without `.sql`, or the folder's name
    std::string path;
    std::string bytes;  ///< as stored, byte order mark and line ends included
    std::int64_t created_at =
        0;  ///< ms since 1970; of the journal layout only the journal knows it

    /// What the server gets. Lives as long as the file.
    std::string_view sql() const { return without_byte_order_mark(bytes); }
};

/// Everything that a migrations folder holds.
struct migrations_folder {
    std::string path;
    migration_layout layout = migration_layout::files;
    std::string journal_path;  ///< journal layout only
    std::string journal;
    std::vector<migration_file>
        files;  ///< in order, but for the journal layout, whose journal orders
};

namespace detail {

inline constexpr std::size_t timestamp_digits = 14;

template <class = void>
std::size_t leading_digits(std::string_view name) {
    std::size_t count = 0;
    while (count < name.size() && name[count] >= '0' && name[count] <= '9') ++count;
    return count;
}

template <class = void>
int digits_to_int(std::string_view digits) {
    int value = 0;
    for (const char digit : digits) value = value * 10 + (digit - '0');
    return value;
}

/// `20260114102228` as ms since 1970 UTC, or -1 when it is no time.
template <class = void>
std::int64_t timestamp_ms(std::string_view name) {
    using namespace std::chrono;
    if (leading_digits(name) != timestamp_digits) return -1;
    const auto part = [&](std::size_t at, std::size_t size) {
        return digits_to_int(name.substr(at, size));
    };
    const year_month_day date{year(part(0, 4)), month(static_cast<unsigned>(part(4, 2))),
                              day(static_cast<unsigned>(part(6, 2)))};
    if (!date.ok() || part(8, 2) > 23 || part(10, 2) > 59 || part(12, 2) > 60) return -1;
    const auto moment = sys_days(date).time_since_epoch() + hours(part(8, 2)) +
                        minutes(part(10, 2)) + seconds(part(12, 2));
    return milliseconds(moment).count();
}

/// The time of a folder's name. Drizzle takes the first 14 digits and lets the calendar carry over what is
/// too large: the 30th of February is the 1st of March. -1 when there are fewer digits.
template <class = void>
std::int64_t folder_time_ms(std::string_view name) {
    using namespace std::chrono;
    if (leading_digits(name) < timestamp_digits) return -1;
    const auto part = [&](std::size_t at, std::size_t size) {
        return digits_to_int(name.substr(at, size));
    };
    const year_month month_ = year(part(0, 4)) / January + months(part(4, 2) - 1);
    const auto moment = sys_days(month_ / 1).time_since_epoch() + days(part(6, 2) - 1) +
                        hours(part(8, 2)) + minutes(part(10, 2)) + seconds(part(12, 2));
    return milliseconds(moment).count();
}

/// `0012_name` as 12; numbers too long for that keep their last digits out of the way.
template <class = void>
std::int64_t leading_number(std::string_view name) {
    std::int64_t number = 0;
    for (std::size_t i = 0; i < leading_digits(name) && number < 100'000'000'000'000'000; ++i)
        number = number * 10 + (name[i] - '0');
    return number;
}

inline bool is_down_file(const std::string& name) { return ends_with(name, ".down.sql"); }

template <class = void>
bool is_migration_file(const directory_entry& entry) {
    return !entry.is_directory && ends_with(entry.name, ".sql") && !is_down_file(entry.name) &&
           entry.name != "down.sql";
}

template <class = void>
migration_file read_migration(std::string name, std::string path, source_location where) {
    migration_file file;
    file.bytes = read_file(path, where);
    file.name = std::move(name);
    file.path = std::move(path);
    return file;
}

template <class = void>
std::vector<migration_file> read_sql_files(const std::string& folder,
                                           const std::vector<directory_entry>& entries,
                                           source_location where) {
    std::vector<migration_file> files;
    for (const directory_entry& entry : entries) {
        if (!is_migration_file(entry)) continue;
        std::string name = entry.name.substr(0, entry.name.size() - 4);
        files.push_back(read_migration(std::move(name), joined_path(folder, entry.name), where));
    }
    return files;
}

template <class = void>
void require_numbered(const std::vector<migration_file>& files, source_location where) {
    for (const migration_file& file : files)
        if (leading_digits(file.name) == 0)
            fail("the file's name has no number, so its place in the order is unknown",
                 {file.name, file.path, 0, 0, {}}, where,
                 "name it like 0001_" + file.name + ".sql, or move it to another folder");
}

template <class = void>
void require_unique_numbers(const std::vector<migration_file>& files, source_location where) {
    for (std::size_t i = 1; i < files.size(); ++i)
        if (leading_number(files[i - 1].name) == leading_number(files[i].name))
            fail("two migrations have one number: " + files[i - 1].name + " and " + files[i].name,
                 {files[i].name, files[i].path, 0, 0, {}}, where,
                 "give the newer one the next free number");
}

template <class = void>
void read_plain_files(migrations_folder& folder, const std::vector<directory_entry>& entries,
                      source_location where) {
    folder.files = read_sql_files(folder.path, entries, where);
    require_numbered(folder.files, where);
    std::sort(folder.files.begin(), folder.files.end(),
              [](const migration_file& left, const migration_file& right) {
                  const std::int64_t left_number = leading_number(left.name);
                  const std::int64_t right_number = leading_number(right.name);
                  return left_number != right_number ? left_number < right_number
                                                     : left.name < right.name;
              });
    require_unique_numbers(folder.files, where);
    for (migration_file& file : folder.files) {
        const std::int64_t time = timestamp_ms(file.name);
        file.created_at = time < 0 ? leading_number(file.name) : time;
    }
}

template <class = void>
void read_subfolders(migrations_folder& folder, const std::vector<directory_entry>& entries,
                     source_location where) {
    for (const directory_entry& entry : entries) {
        const std::string path = joined_path(joined_path(folder.path, entry.name), "migration.sql");
        if (!entry.is_directory || !file_exists(path)) continue;
        migration_file file = read_migration(entry.name, path, where);
        file.created_at = folder_time_ms(file.name);
        if (file.created_at < 0)
            fail("the folder's name does not start with a time", {file.name, file.path, 0, 0, {}},
                 where, "name it YYYYMMDDHHMMSS_name, in UTC");
        folder.files.push_back(std::move(file));
    }
    std::sort(folder.files.begin(), folder.files.end(),
              [](const migration_file& left, const migration_file& right) {
                  return comes_before(left.name, right.name);
              });
}

/// The files that a journal may name: those of the folder and, where it names any, of folders below.
///
/// Takes:    below, the folder's name from the journal's folder on, with a slash, or nothing.
template <class = void>
void read_journal_files(migrations_folder& folder, const std::vector<directory_entry>& entries,
                        const std::string& below, source_location where) {
    const auto mentions = [&](const std::string& text) {
        return folder.journal.find(text) != std::string::npos;
    };
    const bool has_folders = mentions("/");
    const bool has_downs = mentions("down\"");
    for (const directory_entry& entry : entries) {
        const std::string path = joined_path(folder.path, below + entry.name);
        if (entry.is_directory && has_folders)
            read_journal_files(folder, list_directory(path, where), below + entry.name + '/',
                               where);
        if (entry.is_directory || !ends_with(entry.name, ".sql")) continue;
        std::string name = below + entry.name.substr(0, entry.name.size() - 4);
        const bool is_ordinary = below.empty() && is_migration_file(entry);
        if (is_ordinary || ((has_folders || has_downs) && mentions('"' + name + '"')))
            folder.files.push_back(read_migration(std::move(name), path, where));
    }
}

template <class = void>
void read_journal(migrations_folder& folder, const std::vector<directory_entry>& entries,
                  source_location where) {
    folder.journal = read_file(folder.journal_path, where);
    require_merged(folder.journal, folder.journal_path, where);
    require_utf8(folder.journal, folder.journal_path, {}, where);
    folder.journal.erase(0, folder.journal.size() - without_byte_order_mark(folder.journal).size());
    read_journal_files(folder, entries, {}, where);
}

template <class = void>
migration_layout layout_of(const migrations_folder& folder,
                           const std::vector<directory_entry>& entries) {
    if (file_exists(folder.journal_path)) return migration_layout::journal;
    for (const directory_entry& entry : entries)
        if (entry.is_directory &&
            file_exists(joined_path(joined_path(folder.path, entry.name), "migration.sql")))
            return migration_layout::folders;
    return migration_layout::files;
}

}  // namespace detail

/// Reads all migrations of a folder into memory. The layout is recognised.
///
/// Throws:   migration_error for a folder that is missing, files that are not UTF-8, a journal in the
///           middle of a merge, names without a place in the order.
template <class = void>
migrations_folder read_folder(const std::string& path, source_location where) {
    migrations_folder folder;
    folder.path = path;
    folder.journal_path = detail::joined_path(detail::joined_path(path, "meta"), "_journal.json");
    const std::vector<directory_entry> entries = list_directory(path, where);
    folder.layout = detail::layout_of(folder, entries);
    switch (folder.layout) {
        case migration_layout::journal: detail::read_journal(folder, entries, where); break;
        case migration_layout::folders: detail::read_subfolders(folder, entries, where); break;
        case migration_layout::files: detail::read_plain_files(folder, entries, where); break;
    }
    return folder;
}

/// Where the way back of a migration lies: `NNNN_name.down.sql`, or `down.sql` in its folder.
template <class = void>
std::string down_path_of(const migrations_folder& folder, const std::string& name) {
    return folder.layout == migration_layout::folders
               ? detail::joined_path(detail::joined_path(folder.path, name), "down.sql")
               : detail::joined_path(folder.path, name + ".down.sql");
}

}  // namespace migration
}  // namespace orm
