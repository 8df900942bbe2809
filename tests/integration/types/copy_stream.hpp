// SPDX-License-Identifier: MIT
// COPY in both formats over plain libpq: the path that values also take, besides statements.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>

#include <orm/core/bytes.hpp>

namespace type_tests {

using copy_row = std::vector<std::optional<std::string>>;

inline std::string copy_out(PGconn* connection, const std::string& sql) {
    PQclear(PQexec(connection, sql.c_str()));
    std::string bytes;
    char* chunk = nullptr;
    for (int size = 0; (size = PQgetCopyData(connection, &chunk, 0)) > 0;) {
        bytes.append(chunk, static_cast<std::size_t>(size));
        PQfreemem(chunk);
    }
    while (PGresult* end = PQgetResult(connection)) {
        const std::string failure = PQresultErrorMessage(end);
        PQclear(end);
        if (!failure.empty()) throw std::runtime_error(failure);
    }
    return bytes;
}

inline void copy_in(PGconn* connection, const std::string& sql, const std::string& bytes) {
    PQclear(PQexec(connection, sql.c_str()));
    PQputCopyData(connection, bytes.data(), static_cast<int>(bytes.size()));
    PQputCopyEnd(connection, nullptr);
    while (PGresult* end = PQgetResult(connection)) {
        const std::string failure = PQresultErrorMessage(end);
        PQclear(end);
        if (!failure.empty()) throw std::runtime_error(failure);
    }
}

/// The fields of COPY BINARY. Source: PostgreSQL manual, COPY, "Binary Format".
inline std::vector<copy_row> read_binary_copy(std::string_view bytes) {
    orm::byte_cursor cursor({bytes.data(), bytes.size()});
    cursor.take(19);
    std::vector<copy_row> rows;
    for (auto count = cursor.read<std::int16_t>(); count >= 0;
         count = cursor.read<std::int16_t>()) {
        copy_row& row = rows.emplace_back();
        for (int i = 0; i < count; ++i) {
            const auto length = cursor.read<std::int32_t>();
            if (length < 0) row.emplace_back();
            else
                row.emplace_back(std::string(cursor.take(static_cast<std::size_t>(length)).text()));
        }
    }
    return rows;
}

inline char unescaped(char letter) {
    switch (letter) {
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        case 'v': return '\v';
        default: return letter;
    }
}

/// The fields of COPY in text format, without its escapes.
inline std::vector<copy_row> read_text_copy(std::string_view text) {
    std::vector<copy_row> rows;
    for (std::size_t at = 0; at < text.size();) {
        copy_row& row = rows.emplace_back(copy_row(1, std::string()));
        for (; text[at] != '\n'; ++at) {
            if (text[at] == '\t') row.emplace_back(std::string());
            else if (text[at] == '\\' && text[at + 1] == 'N') row.back().reset(), ++at;
            else if (text[at] == '\\') *row.back() += unescaped(text[++at]);
            else *row.back() += text[at];
        }
        ++at;
    }
    return rows;
}

}  // namespace type_tests
