// SPDX-License-Identifier: MIT
// What a server's failure means to somebody who reads a migration: place, cause, repair.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <orm/migrate/folder.hpp>
#include <orm/migrate/migration_error.hpp>
#include <orm/migrate/session.hpp>
#include <orm/migrate/statement_kind.hpp>

namespace orm::migration {

namespace detail {

inline constexpr std::string_view position_words = " at character ";

/// Parts "message at character 7" into the message and 7; 0 when the server named no position.
template <class = void>
std::size_t take_position(std::string& message) {
    const std::size_t at = message.rfind(position_words);
    if (at == std::string::npos) return 0;
    const std::string digits = message.substr(at + position_words.size());
    if (digits.empty() || digits.find_first_not_of("0123456789") != std::string::npos) return 0;
    message.resize(at);
    return static_cast<std::size_t>(to_integer(digits));
}

template <class = void>
std::string hint_for(const error& failure) {
    const std::string& state = failure.sqlstate();
    if (state == "55P04")
        return "PostgreSQL lets a new enum value be used only after the transaction that added it: "
               "put the statements that use it into the next migration";
    if (state == "25001" || state == "2D000")
        return "write '-- orm: no-transaction' in the first line of the file";
    if (state == "55P03")
        return "another session holds a lock on the table; end its transaction or raise "
               "migrate_options::lock_timeout";
    if (state == "25006") return "connect to the primary server";
    if (state == "23502")
        return "the table has rows: give the column a default, or add it without NOT NULL, fill it, "
               "and SET NOT NULL behind that";
    if (state == "42P01")
        return "migrations run in the order of their names, or of their journal: does one before this "
               "make the table?";
    if (state == "42501")
        return "nothing of this transaction stays; grant the privilege to the role that migrates, or "
               "migrate as the owner, then start again";
    if (state == "53100")
        return "nothing of this transaction stays; make room on the server's disk, then start again";
    if (state == "57014")
        return "if statement_timeout ended it, raise that for the role that migrates, then start again";
    if (state == "25P03")
        return "idle_in_transaction_session_timeout ended the session; raise that for the role that "
               "migrates, then start again";
    if (dynamic_cast<const connection_lost*>(&failure) != nullptr)
        return "start again: what was committed is recorded, and the rest goes on from there";
    return failure.hint();
}

/// Puts a server's failure into the migrator's words. Byte: where in file.sql() the statement starts.
template <class = void>
ORM_COLD [[noreturn]] void fail_statement(const error& failure, const migration_file& file,
                                          std::size_t begin, std::size_t end,
                                          source_location where) {
    error_details details = failure.details();
    const std::string_view statement = file.sql().substr(begin, end - begin);
    const std::size_t character = take_position(details.message);
    const std::size_t offset = character == 0 ? 0 : byte_of_character(statement, character);
    const file_position place = position_of(file.sql(), begin + offset);
    details.hint = hint_for(failure);
    details.query = statement;
    details.where = where;
    throw migration_error(std::move(details),
                          {file.name, file.path, place.line, place.column, excerpt_of(statement)});
}

template <class = void>
bool is_lock_conflict(const error& failure) {
    return failure.sqlstate() == "55P03" || failure.sqlstate() == "40P01";
}

/// What a second run of a statement meets when the first one had ended.
template <class = void>
bool says_done_already(std::string_view statement, const error& failure) {
    const leading_words words(statement);
    const std::string& state = failure.sqlstate();
    if (words.is(0, "create")) return state == "42P04" || state == "42710" || state == "42P07";
    if (words.is(0, "drop")) return state == "42704" || state == "3D000";
    return false;
}

}  // namespace detail
}  // namespace orm::migration
