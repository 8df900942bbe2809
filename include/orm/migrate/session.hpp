// SPDX-License-Identifier: MIT
// The connection as the migrator uses it: text results, no deadline, errors in the migrator's words.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <orm/driver/postgres/connection.hpp>
#include <orm/migrate/bound_values.hpp>
#include <orm/migrate/migration_error.hpp>

namespace orm::migration {

using driver::postgres::connection;
using driver::postgres::result;

namespace detail {

template <class = void>
std::int64_t to_integer(std::string_view digits) {
    const bool is_negative = !digits.empty() && digits.front() == '-';
    std::int64_t number = 0;
    for (const char digit : digits.substr(is_negative ? 1 : 0)) {
        if (digit < '0' || digit > '9') break;
        number = number * 10 + (digit - '0');
    }
    return is_negative ? -number : number;
}

}  // namespace detail

template <class = void>
class basic_text_rows;
using text_rows = basic_text_rows<>;

/// A result whose columns are all text.
template <class>
class basic_text_rows {
public:
    explicit basic_text_rows(result&& rows) : rows_(std::move(rows)) {}

    std::size_t size() const { return rows_.row_count(); }
    bool is_null(std::size_t row, std::size_t column) const { return rows_.is_null(row, column); }
    std::string_view text(std::size_t row, std::size_t column) const {
        return rows_.bytes(row, column).text();
    }
    std::string string(std::size_t row, std::size_t column) const {
        return std::string(text(row, column));
    }
    bool is_true(std::size_t row, std::size_t column) const { return text(row, column) == "true"; }
    std::int64_t integer(std::size_t row, std::size_t column) const {
        return detail::to_integer(text(row, column));
    }

private:
    result rows_;
};

template <class = void>
class basic_session;
using session = basic_session<>;

/// Runs statements for the migrator. Migrations may take hours, so nothing has a deadline here; the
/// server's own timeouts and TCP keepalive bound what can hang.
///
/// Owns:     nothing; the connection must outlive the session.
template <class>
class basic_session {
public:
    basic_session(connection& server, source_location where) : server_(server), where_(where) {}

    connection& server() const { return server_; }
    source_location where() const { return where_; }

    result run(std::string_view sql) const { return run(sql, bound_values()); }
    result run(std::string_view sql, const bound_values& values) const {
        return server_.execute(sql, values.parameters(), context(),
                               driver::postgres::value_format::text);
    }
    /// Takes:    a text that ends with a zero; it is not copied.
    result run_in_place(const char* sql) const {
        return server_.execute_in_place(sql, {}, context(), driver::postgres::value_format::text);
    }
    text_rows rows(std::string_view sql) const { return text_rows(run(sql)); }
    text_rows rows(std::string_view sql, const bound_values& values) const {
        return text_rows(run(sql, values));
    }

    void begin() const { server_.execute_constant("begin", context()); }

    /// The server answers COMMIT of a failed transaction with success and the tag ROLLBACK.
    ///
    /// Throws:   migration_error when the transaction was rolled back instead.
    void commit() const {
        require_committed(server_.execute_constant("commit", context()).command_tag());
    }

    /// Takes:    tag, of the answer to COMMIT.
    void require_committed(std::string_view tag) const {
        if (tag != "COMMIT")
            detail::fail("the server rolled the transaction back instead of committing it", {},
                         where_);
    }

    /// Ends a transaction if there is one. A lost connection has none any more.
    void roll_back() const noexcept {
        if (!server_.is_usable() || is_idle()) return;
        try {
            server_.execute_constant("rollback", context());
        } catch (const error&) {
            server_.close();
        }
    }

    bool is_idle() const { return server_.status() == driver::postgres::transaction_status::idle; }
    bool is_in_transaction() const {
        return server_.status() == driver::postgres::transaction_status::in_transaction;
    }

    driver::postgres::execution_context context() const {
        return {driver::postgres::deadline::never(), where_};
    }

private:
    connection& server_;
    source_location where_;
};

}  // namespace orm::migration
