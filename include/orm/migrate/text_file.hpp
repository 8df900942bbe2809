// SPDX-License-Identifier: MIT
// What editors and git do to text files: byte order marks, line ends, encodings, merge conflicts.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include <orm/migrate/file_position.hpp>
#include <orm/migrate/migration_error.hpp>
#include <orm/sql/utf8.hpp>

namespace orm::migration {

inline constexpr std::string_view utf8_byte_order_mark = "\xEF\xBB\xBF";

/// The text without the byte order mark, which the server would take for SQL.
constexpr std::string_view without_byte_order_mark(std::string_view bytes) {
    const bool has_mark = bytes.substr(0, 3) == utf8_byte_order_mark;
    return has_mark ? bytes.substr(3) : bytes;
}

/// How a text is stored without being another text.
struct text_form {
    static constexpr std::size_t as_it_is = static_cast<std::size_t>(-1);

    std::string_view line_end = "\n";
    bool has_byte_order_mark = false;
    std::size_t final_line_ends = 0;  ///< how many line ends stand behind the last line
};

namespace detail {

/// Calls take(part) for every line and take(line_end) for every line end between them.
template <class Take>
void rewrite_lines(std::string_view text, std::string_view line_end, Take take) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = text.find_first_of("\r\n", begin);
        if (end == std::string_view::npos) end = text.size();
        take(text.substr(begin, end - begin));
        if (end == text.size()) return;
        take(line_end);
        begin = text.substr(end, 2) == "\r\n" ? end + 2 : end + 1;
    }
}

template <class = void>
std::string_view without_final_line_ends(std::string_view text) {
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    return text;
}

template <class = void>
std::size_t count_line_ends(std::string_view text) {
    std::size_t count = 0;
    rewrite_lines(text, "\n", [&count](std::string_view part) { count += part == "\n" ? 1U : 0U; });
    return count;
}

template <class = void>
ORM_COLD [[noreturn]] void fail_at(std::string message, std::string_view text, std::size_t byte,
                                   const std::string& path, const std::string& name,
                                   source_location where, std::string hint) {
    const file_position place = position_of(text, byte);
    fail(std::move(message), {name, path, place.line, place.column, {}}, where, std::move(hint));
}

template <class = void>
bool is_conflict_marker(std::string_view line) {
    return line.substr(0, 8) == "<<<<<<< " || line.substr(0, 8) == ">>>>>>> " ||
           line == "=======" || line == "=======\r";
}

}  // namespace detail

/// The same text in another form: what git's autocrlf and editors do.
template <class = void>
std::string rewritten(std::string_view bytes, const text_form& form) {
    std::string text;
    text.reserve(bytes.size() + 8);
    if (form.has_byte_order_mark) text += utf8_byte_order_mark;
    const std::string_view plain = without_byte_order_mark(bytes);
    const std::string_view lines = detail::without_final_line_ends(plain);
    detail::rewrite_lines(lines, form.line_end, [&text](std::string_view part) { text += part; });
    const std::size_t ends = form.final_line_ends == text_form::as_it_is
                                 ? detail::count_line_ends(plain.substr(lines.size()))
                                 : form.final_line_ends;
    for (std::size_t i = 0; i < ends; ++i) text += form.line_end;
    return text;
}

/// Refuses what the server could not read: UTF-16, NUL, invalid UTF-8.
///
/// Throws:   migration_error with the line.
template <class = void>
void require_utf8(std::string_view bytes, const std::string& path, const std::string& name,
                  source_location where) {
    const std::string_view start = bytes.substr(0, 2);
    if (start == "\xFF\xFE" || start == "\xFE\xFF")
        detail::fail("the file is stored as UTF-16", {name, path, 0, 0, {}}, where,
                     "save it as UTF-8");
    const std::size_t bad = lexical::first_invalid_byte(bytes);
    if (bad == bytes.size()) return;
    const bool is_nul = bytes[bad] == '\0';
    detail::fail_at(is_nul ? "the file holds a NUL byte" : "the file is not valid UTF-8", bytes,
                    bad, path, name, where, "save it as UTF-8");
}

/// Refuses a file that git left in the middle of a merge.
///
/// Throws:   migration_error with the line of the first marker.
template <class = void>
void require_merged(std::string_view text, const std::string& path, source_location where) {
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        if (detail::is_conflict_marker(text.substr(begin, end - begin)))
            detail::fail_at("the file has merge-conflict markers", text, begin, path, {}, where,
                            "finish the merge, then start again");
        begin = end + 1;
    }
}

}  // namespace orm::migration
