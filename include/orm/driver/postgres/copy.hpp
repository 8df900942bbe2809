// SPDX-License-Identifier: MIT
// COPY in both directions: bytes in, bytes out, in constant memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <utility>

#include <orm/core/bytes.hpp>
#include <orm/core/replace.hpp>
#include <orm/driver/postgres/connection.hpp>

namespace orm::driver::postgres {

/// Formats are an enumeration: no text of the user ever reaches COPY's options.
enum class copy_format { binary, text, csv };

/// Takes:    target, a quoted table with its column list, or for reading a query in parentheses.
///           Made by quoting identifiers, never by pasting.
template <class = void>
std::string copy_statement(std::string_view target, bool is_from_client, copy_format format) {
    std::string sql = "copy ";
    sql.append(target).append(is_from_client ? " from stdin" : " to stdout");
    if (format == copy_format::binary) sql += " (format binary)";
    if (format == copy_format::csv) sql += " (format csv, header true)";
    return sql;
}

template <class = void>
class basic_copy_in;
using copy_in = basic_copy_in<>;

/// Sends rows.
///
///     copy_in rows(server, R"("public"."users" ("id", "name"))", copy_format::binary, context);
///     rows.begin_row(2);
///     rows.append_field(id_bytes);
///     rows.append_field(name_bytes);
///     rows.finish();
///
/// Without finish() nothing is copied.
///
/// Owns:     the connection's attention, and a buffer of 60 kB.
/// Wire:     binary: the caller writes fields in the types' binary formats. text, csv: raw lines.
template <class>
class basic_copy_in {
public:
    /// A message of so many bytes and one row more stays under 64 KiB: buffers that double, ours and
    /// libpq's, are half as large then and stay in the processor's cache.
    static constexpr std::size_t buffer_bytes = 60'000;

    basic_copy_in(connection& session, std::string_view target, copy_format format,
                  const execution_context& context)
        : sql_(copy_statement(target, true, format)),
          session_(session),
          context_(context),
          format_(format),
          talk_(session.session_link(), session.starting_limit(context), context.where, sql_) {
        talk_.require_sent(PQsendQuery(talk_.native(), sql_.c_str()));
        result answer(talk_.first_answer());
        if (answer.status() != PGRES_COPY_IN) refuse(std::move(answer));
        buffer_.reserve(buffer_bytes + 1'024);
        if (format == copy_format::binary) buffer_.append(header, sizeof header);
    }
    basic_copy_in(const copy_in&) = delete;
    copy_in& operator=(const copy_in&) = delete;
    ~basic_copy_in() {
        if (!is_ended_) cancel();
    }

    /// Begins a row of the binary format.
    void begin_row(std::int16_t field_count) {
        if (buffer_.size() >= buffer_bytes) send();
        append_integer(field_count);
    }
    void append_null() { append_integer(std::int32_t{-1}); }
    void append_field(byte_view value) {
        append_integer(static_cast<std::int32_t>(checked_length(value.size)));
        append_raw(value);
    }

    /// Bytes as they are: lines of text or CSV, or whole encoded rows.
    void append_raw(byte_view bytes) {
        buffer_.append(bytes.data, bytes.size);
        if (buffer_.size() >= 4 * buffer_bytes) send();
    }

    /// For encoders that write directly; call send_if_full() between rows.
    std::string& buffer() { return buffer_; }
    void send_if_full() {
        if (buffer_.size() >= buffer_bytes) send();
    }

    /// Whole encoded rows, which are not copied once more.
    void send_rows(byte_view rows) {
        if (!buffer_.empty()) send();
        put(rows);
    }

    /// Ends the copy and tells what the server says.
    ///
    /// Gives:    the number of rows.
    /// Throws:   the error of any row: unique_violation, ...; then nothing was copied.
    std::uint64_t finish() {
        if (format_ == copy_format::binary) append_integer(std::int16_t{-1});
        send();
        is_ended_ = true;
        talk_.require_sent(PQputCopyEnd(talk_.native(), nullptr) == 1 ? 1 : 0);
        return talk_.remaining_result().affected_rows();
    }

private:
    // Signature, flags, length of the header's extension.
    // Source:   PostgreSQL manual, COPY, "Binary Format".
    static constexpr char header[19] = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', '\377', '\r', '\n',
                                        0,   0,   0,   0,   0,   0,   0,    0,      0};

    template <class Integer>
    void append_integer(Integer value) {
        char bytes[sizeof value];
        store_big_endian(bytes, value);
        buffer_.append(bytes, sizeof bytes);
    }

    void send() {
        put({buffer_.data(), buffer_.size()});
        buffer_.clear();
    }

    void put(byte_view bytes) {
        talk_.set_limit(session_.limit(context_));
        // A server that has refused a row says so at the end; until then it reads and ignores.
        const int put = PQputCopyData(talk_.native(), bytes.data, checked_length(bytes.size));
        // Not taken at all: libpq has no memory for it. What follows would be a copy with a gap.
        if (put == 0) throw std::bad_alloc();
        if (put < 0) {
            is_ended_ = true;
            throw_send_failure();
        }
        talk_.flush();
    }

    ORM_COLD [[noreturn]] void throw_send_failure() {
        talk_.remaining_result();  // tells the server's error, if it had one
        talk_.require_sent(0);
        throw error("COPY ended before its data was sent", context_.where);
    }

    ORM_COLD [[noreturn]] void refuse(result answer) {
        is_ended_ = true;
        const result failure = talk_.drain(std::move(answer), result(talk_.next()));
        if (!exchange::is_success(failure.status())) talk_.throw_failure_of(failure);
        throw error("the statement is not a COPY FROM STDIN", context_.where);
    }

    ORM_COLD void cancel() noexcept {
        try {
            talk_.set_limit({deadline::in(exchange::cancel_grace)});
            PQputCopyEnd(talk_.native(), "the program gave the copy up");
            result first(talk_.next());
            talk_.drain(std::move(first), result(talk_.next()));
        } catch (...) {
            session_.session_link().mark_broken();
        }
    }

    std::string sql_;
    connection& session_;
    execution_context context_;
    copy_format format_;
    exchange talk_;
    std::string buffer_;
    bool is_ended_ = false;
};

template <class = void>
class basic_copy_out;
using copy_out = basic_copy_out<>;

/// Receives rows, one a call, as the server formats them.
///
///     copy_out rows(server, R"("users")", copy_format::csv, context);
///     for (byte_view line; rows.next(line);) file.write(line);
///
/// Owns:     the connection's attention, and the bytes of the last next().
template <class>
class basic_copy_out {
public:
    basic_copy_out(connection& session, std::string_view source, copy_format format,
                   const execution_context& context)
        : sql_(copy_statement(source, false, format)),
          session_(session),
          context_(context),
          talk_(session.session_link(), session.starting_limit(context), context.where, sql_) {
        talk_.require_sent(PQsendQuery(talk_.native(), sql_.c_str()));
        result answer(talk_.first_answer());
        if (answer.status() == PGRES_COPY_OUT) return;
        is_at_end_ = true;
        const result failure = talk_.drain(std::move(answer), result(talk_.next()));
        if (!exchange::is_success(failure.status())) talk_.throw_failure_of(failure);
        throw error("the statement is not a COPY TO STDOUT", context.where);
    }
    basic_copy_out(const copy_out&) = delete;
    copy_out& operator=(const copy_out&) = delete;
    ~basic_copy_out() {
        free_data();
        if (!is_at_end_) talk_.abandon();
    }

    /// Gives:    false at the end. The bytes live until the next call.
    bool next(byte_view& row) {
        if (is_at_end_) return false;
        free_data();
        talk_.set_limit(session_.limit(context_));
        const int size = talk_.next_copy_data(data_);
        if (size > 0) {
            row = {data_, static_cast<std::size_t>(size)};
            return true;
        }
        is_at_end_ = true;
        row_count_ = talk_.remaining_result().affected_rows();
        return false;
    }

    /// After the end: how many rows there were.
    std::uint64_t row_count() const { return row_count_; }

private:
    void free_data() { PQfreemem(orm::detail::replace(data_, nullptr)); }

    std::string sql_;
    connection& session_;
    execution_context context_;
    exchange talk_;
    char* data_ = nullptr;
    std::uint64_t row_count_ = 0;
    bool is_at_end_ = false;
};

}  // namespace orm::driver::postgres
