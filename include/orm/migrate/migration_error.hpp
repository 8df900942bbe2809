// SPDX-License-Identifier: MIT
// What a failed migration throws: which migration, which line, which statement, and what to do.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>
#include <orm/migrate/file_position.hpp>

namespace orm {

/// Where in a migrations folder something is wrong. Line 0: the file as a whole.
struct migration_place {
    std::string migration;  ///< the migration's name, without `.sql`
    std::string file;       ///< the path as the folder was given
    std::size_t line = 0;
    std::size_t column = 0;
    std::string statement;  ///< the failing statement's start, at most 200 bytes
};

/// A migrations folder that cannot be used, or a migration that failed.
///
/// `what()` starts with `file:line:column: ` where a line is known, so that editors jump there.
/// Nothing of a failed migration stays in the database, unless the message says otherwise.
class migration_error : public error {
public:
    explicit migration_error(error_details details, migration_place place = {})
        : error(with_place(std::move(details), place)), place_(std::move(place)) {}

    const std::string& migration() const noexcept { return place_.migration; }
    const std::string& file() const noexcept { return place_.file; }

    /// Counted from 1; 0 when the error is not about one line. Units: column in characters.
    std::size_t line() const noexcept { return place_.line; }
    std::size_t column_number() const noexcept { return place_.column; }

    /// The start of the statement that failed, at most 200 bytes.
    const std::string& statement() const noexcept { return place_.statement; }

private:
    template <class = void>
    static error_details with_place(error_details details, const migration_place& place) {
        std::string text = place.file;
        if (place.line != 0)
            text += ':' + std::to_string(place.line) + ':' + std::to_string(place.column);
        if (!text.empty()) text += ": ";
        text += details.message;
        if (!place.statement.empty()) text += "; statement: " + place.statement;
        details.message = std::move(text);
        return details;
    }

    migration_place place_;
};

namespace migration {

inline constexpr std::size_t max_excerpt_bytes = 200;

namespace detail {

/// The statement's first bytes on one line, cut between characters.
template <class = void>
std::string excerpt_of(std::string_view statement) {
    std::string excerpt;
    for (const char c : statement) {
        const bool is_blank = c == ' ' || c == '\n' || c == '\r' || c == '\t';
        if (!is_blank) excerpt += c;
        else if (!excerpt.empty() && excerpt.back() != ' ') excerpt += ' ';
        if (excerpt.size() > max_excerpt_bytes) break;
    }
    if (excerpt.size() <= max_excerpt_bytes) return excerpt;
    std::size_t end = max_excerpt_bytes - 3;
    while (end > 0 && !starts_character(excerpt[end])) --end;
    return excerpt.substr(0, end) + "...";
}

template <class = void>
ORM_COLD [[noreturn]] void fail(std::string message, migration_place place, source_location where,
                                std::string hint = {}) {
    error_details details;
    details.message = std::move(message);
    details.hint = std::move(hint);
    details.where = where;
    throw migration_error(std::move(details), std::move(place));
}

}  // namespace detail
}  // namespace migration
}  // namespace orm
