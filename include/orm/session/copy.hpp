// SPDX-License-Identifier: MIT
// copy(): rows of any number into a table by COPY; tables and queries out to a file or a function.
#pragma once

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/core/callback.hpp>
#include <orm/driver/postgres/copy.hpp>
#include <orm/query/assignments.hpp>
#include <orm/query/sources.hpp>
#include <orm/session/run.hpp>
#include <orm/sql/quote.hpp>

namespace orm {

using driver::postgres::copy_format;

/// Takes a piece of what is copied: a line of text or CSV, a row of the binary format.
using copy_sink = callback<void(std::string_view)>;

/// Gives the next piece of what is copied, in pieces of any size; empty at the end.
using copy_source = callback<std::string_view()>;

namespace detail {

/// What COPY needs to know of a table: its name, its columns, and which of them are filled with NULL
/// when a row leaves them out.
struct copy_target {
    token table;
    token columns;
    const bool* may_be_left_out;
    void (*visit_columns)(column_check&);
    std::uint64_t seed;
};

template <class Columns>
inline constexpr bool null_when_left_out[1] = {};
template <class... Columns>
inline constexpr bool null_when_left_out<type_list<Columns...>>[] = {
    (Columns::is_nullable && !Columns::has_default)...};

template <class Table>
copy_target target_of(const Table& table) {
    using traits = traits_of<Table>;
    return {table_token(table), columns_token(table), null_when_left_out<typename traits::columns>,
            [](column_check& check) {
                check_types(check, typename types_of_columns<typename traits::columns>::type{});
            },
            seed_for<copy_target>() ^ seed_for<typename traits::row>()};
}

template <class = void>
std::string quoted_table(const token& table) {
    std::string text;
    if (table.schema != nullptr) text = lexical::quoted_identifier(table.schema) + ".";
    return text + lexical::quoted_identifier(table.name);
}

/// With all columns by name, for the order in the database may be another one.
template <class = void>
std::string quoted_table(const token& table, const token& columns) {
    std::string text = quoted_table(table);
    for (std::size_t i = 0; i < columns.count; ++i)
        text += (i == 0 ? " (" : ", ") + lexical::quoted_identifier(columns.names[i]);
    return text + ")";
}

/// Ends a copy, and tells the cache of it in any case: a copy without an answer may have happened.
template <class = void>
std::uint64_t finish_copy(driver::postgres::copy_in& rows,
                          const driver::postgres::connection_source& source, const token& table) {
    struct written {
        const driver::postgres::connection_source& source;
        const token& table;
        ~written() {
            if (auto* const watcher = static_cast<write_watcher*>(source.extension()))
                watcher->wrote(table.schema, table.name);
        }
    };
    const written told{source, table};
    return rows.finish();
}

template <class = void>
class basic_copy_run;
using copy_run = basic_copy_run<>;

/// Rows on their way into COPY. Nothing here depends on their types.
///
/// COPY begins when a buffer is full or at the end, so that what the first rows need to know of the
/// database's types can still be asked.
template <class>
class basic_copy_run {
public:
    basic_copy_run(const session& from, const copy_target& target, source_location where)
        : source_(*from.source),
          running_(from, where),
          target_(target),
          rows_(running_.resolver()) {
        check_columns();
    }

    void add(const field_row& row) {
        if (row_count_++ == 0) choose_columns(row);
        rows_.integer(static_cast<std::int16_t>(columns_.size()));
        for (const copied_column& copied : columns_)
            if (!write_value(row, copied)) [[unlikely]]
                write_left_out(row, copied.column);
        for (const std::size_t column : other_columns_)
            if (row.state(column) != field_state::absent) [[unlikely]]
                throw_refused("gives what the first row leaves out, column ", row.names[column]);
        if (rows_.size() >= driver::postgres::copy_in::buffer_bytes) send();
    }

    /// Gives:    the number of rows, as the server counted them.
    std::uint64_t finish() {
        if (row_count_ == 0) return 0;
        send();
        const std::uint64_t copied = finish_copy(*copy_, source_, target_.table);
        copy_.reset();
        return copied;
    }

private:
    struct copied_column {
        bool (*write)(const field_base* field, encoder& out);
        std::size_t column;
    };

    /// Bytes of COPY's binary format are not checked by the server: eight bytes of an integer would
    /// become a double. So the columns' types are compared first, once per connection.
    void check_columns() {
        outline probe(&running_.values());
        probe.run("select ");
        probe.run(plain_token(token_kind::bare_names));
        probe.run(&target_.columns, &target_.columns + 1);
        probe.run(" from ");
        probe.run(&target_.table, &target_.table + 1);
        probe.run(" limit 0");
        running_.prepare(probe, target_.seed);
        if (running_.prepared().result_types_checked) return;
        running_.send_now(probe, target_.seed);
        running_.check(target_.visit_columns);
    }

    /// The columns that the first row gives, and those that are NULL without a value.
    void choose_columns(const field_row& row) {
        for (std::size_t i = 0; i < row.width; ++i) {
            if (row.operations[i]->bind == nullptr) continue;
            const bool is_given = row.state(i) != field_state::absent;
            if (is_given || target_.may_be_left_out[i])
                columns_.push_back({row.operations[i]->write, i});
            else other_columns_.push_back(i);
        }
        names_ = row.names;
        if (columns_.empty()) throw_refused("gives no column; COPY needs at least one", "");
    }

    bool write_value(const field_row& row, const copied_column& copied) {
        try {
            return copied.write(row.fields[copied.column], rows_);
        } catch (const invalid_value& refused) {
            rethrow_at(in_row(refused, row.names[copied.column], row_count_), running_.where());
        }
    }

    ORM_COLD void write_left_out(const field_row& row, std::size_t column) {
        if (row.state(column) == field_state::expression)
            throw_refused("has an expression where COPY needs a value, in column ",
                          row.names[column]);
        if (!target_.may_be_left_out[column])
            throw_refused("leaves out what the first row gives, column ", row.names[column]);
        rows_.null_value();
    }

    void send() {
        if (!copy_.has_value()) begin();
        copy_->send_rows({rows_.data(), rows_.size()});
        rows_.clear();
    }

    void begin() {
        std::string text = quoted_table(target_.table);
        const char* separator = " (";
        for (const copied_column& copied : columns_) {
            text += separator + lexical::quoted_identifier(names_[copied.column]);
            separator = ", ";
        }
        text += ")";
        running_.keep_to_known_types();
        copy_.emplace(running_.connection(), text, copy_format::binary, running_.context());
    }

    ORM_COLD [[noreturn]] void throw_refused(const char* why, const char* column) const {
        std::string message = "copy: row " + std::to_string(row_count_) + " " + why;
        if (*column != '\0') message += lexical::quoted_identifier(column);
        throw invalid_value(message + "; all rows of a copy give the same columns, as values",
                            running_.where());
    }

    driver::postgres::connection_source& source_;
    execution running_;
    copy_target target_;
    std::uint64_t row_count_ = 0;
    const char* const* names_ = nullptr;
    std::vector<copied_column> columns_;
    std::vector<std::size_t> other_columns_;
    encoder rows_;
    std::optional<driver::postgres::copy_in> copy_;
};

template <class = void>
std::string query_to_copy(const outline& query, execution& running) {
    if (running.values().finish().count != 0)
        throw invalid_value("COPY takes no parameters: copy a query without values, or a view",
                            running.where());
    std::string text = "(";
    text.append(write_sql(query).view());
    return text + ")";
}

template <class = void>
std::uint64_t copy_to_sink(execution& running, const std::string& source, copy_format format,
                           const copy_sink& sink) {
    driver::postgres::copy_out rows(running.connection(), source, format, running.context());
    for (byte_view piece; rows.next(piece);) sink({piece.data, piece.size});
    return rows.row_count();
}

template <class = void>
ORM_COLD [[noreturn]] void throw_file_failure(const char* what, source_location where) {
    throw error(std::string("copy: the file could not be ") + what + ": " + std::strerror(errno),
                where);
}

template <class = void>
copy_source file_source(std::FILE* file, source_location where) {
    return [file, where, piece = std::vector<char>(65'536)]() mutable -> std::string_view {
        const std::size_t size = std::fread(piece.data(), 1, piece.size(), file);
        if (size == 0 && std::ferror(file) != 0) throw_file_failure("read", where);
        return {piece.data(), size};
    };
}

template <class = void>
copy_sink file_sink(std::FILE* file, source_location where) {
    return [file, where](std::string_view piece) {
        if (std::fwrite(piece.data(), 1, piece.size(), file) != piece.size())
            throw_file_failure("written", where);
    };
}

template <class = void>
std::uint64_t copy_from_source(const session& from, const copy_target& target, copy_format format,
                               const copy_source& source, source_location where) {
    if (format == copy_format::binary)
        throw error("copy_in() takes text and csv; rows in binary go through copy()", where);
    execution running(from, where);
    driver::postgres::copy_in rows(running.connection(), quoted_table(target.table, target.columns),
                                   format, running.context());
    for (std::string_view piece = source(); !piece.empty(); piece = source()) {
        rows.append_raw({piece.data(), piece.size()});
        rows.send_if_full();
    }
    return finish_copy(rows, *from.source, target.table);
}

}  // namespace detail

/// The rows of a range, by COPY in the binary format. See query_words::copy().
template <class Table, class Rows>
std::uint64_t copy_rows(const session& from, const Table& table, const Rows& rows,
                        source_location where) {
    using traits = detail::traits_of<Table>;
    detail::copy_run run(from, detail::target_of(table), where);
    for (const typename traits::insert& row : rows)
        detail::with_fields<client_default, traits>(
            row, [&](const detail::field_row& fields) { run.add(fields); });
    return run.finish();
}

/// A table or a statement without values, to a function. See query_words::copy_out().
template <class Source>
std::uint64_t copy_to(const session& from, const Source& source, copy_format format,
                      const copy_sink& sink, source_location where) {
    detail::execution running(from, where);
    if constexpr (table_like<Source>) {
        return detail::copy_to_sink(
            running,
            detail::quoted_table(detail::table_token(source), detail::columns_token(source)),
            format, sink);
    } else {
        outline walked(&running.values());
        detail::collect(running, source, {}, walked);
        return detail::copy_to_sink(running, detail::query_to_copy(walked, running), format, sink);
    }
}

}  // namespace orm
