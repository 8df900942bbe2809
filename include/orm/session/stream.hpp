// SPDX-License-Identifier: MIT
// stream(): typed rows of any number in constant memory.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <optional>

#include <orm/driver/postgres/stream.hpp>
#include <orm/session/run.hpp>

namespace orm {

namespace detail {

template <class = void>
class basic_stream_position;
using stream_position = basic_stream_position<>;

/// Where a stream stands. Nothing here depends on the row's type.
template <class>
class basic_stream_position {
public:
    basic_stream_position(const session& from, source_location where) : running_(from, where) {}

    execution& running() { return running_; }

    void start(const outline& statement, std::uint64_t seed, void (*visit_columns)(column_check&)) {
        const driver::postgres::parameters values = running_.prepare(statement, seed);
        // While rows come, the connection cannot be asked for the OIDs of enums and domains.
        running_.learn_types(visit_columns);
        rows_.emplace(running_.connection(), running_.prepared(), values, running_.context());
        fetch();
        running_.check(part_, visit_columns);
    }

    /// False behind the last row.
    bool has_row() const { return row_ < part_.row_count(); }
    const driver::postgres::result& part() const { return part_; }
    std::size_t row() const { return row_; }

    void advance() {
        if (++row_ >= part_.row_count() && rows_.has_value()) fetch();
    }

private:
    void fetch() {
        row_ = 0;
        if (!rows_->next(part_)) rows_.reset();
    }

    execution running_;
    std::optional<driver::postgres::row_stream> rows_;
    driver::postgres::result part_;
    std::size_t row_ = 0;
};

}  // namespace detail

/// The rows of a running statement, for a range-based for. Made by stream(); runs once.
///
///     for (User const& user : db.select().from(users).stream()) write(user);
///
/// Memory:   one row, and libpq's buffer, whatever the number of rows.
/// Owns:     a connection until the last row was read or the stream ends. Leaving the loop early cancels
///           the statement; in a transaction, which a cancelled statement would end, the rest is read and
///           thrown away instead. There, other statements must wait until the stream has ended.
/// Throws:   in the middle of the loop too: connection_lost, timeout, error. with_timeout() counts for
///           the whole stream, the connection's own timeout for each wait.
/// Cost:     the same as all() for many rows; a small result is faster with all().
template <class Row, class Rows>
class row_range {
public:
    struct sentinel {};

    class iterator {
    public:
        using value_type = Row;
        using difference_type = std::ptrdiff_t;
        using reference = Row&;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(row_range& range) : range_(&range) {}

        /// The row may be moved from.
        Row& operator*() const { return *range_->current_; }
        Row* operator->() const { return &*range_->current_; }
        iterator& operator++() {
            range_->step();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(sentinel) const { return !range_->current_.has_value(); }

    private:
        row_range* range_ = nullptr;
    };

    template <class Statement>
    row_range(const session& from, const Statement& statement, source_location where,
              detail::named_values named)
        : position_(from, where) {
        outline walked(&position_.running().values());
        detail::collect(position_.running(), statement, named, walked);
        position_.start(walked, detail::seed_for<Row>(), &Rows::check);
    }
    row_range(const row_range&) = delete;
    row_range& operator=(const row_range&) = delete;

    /// Reads the first row. A stream has one beginning: call it once.
    iterator begin() {
        read();
        return iterator(*this);
    }
    sentinel end() const { return {}; }

private:
    void step() {
        current_.reset();
        position_.advance();
        read();
    }

    void read() {
        if (!position_.has_row()) return;
        try {
            current_.emplace(Rows::in_place(position_.part(), position_.row()));
        } catch (...) {
            position_.running().rethrow();
        }
    }

    std::optional<Row> current_;
    detail::stream_position position_;
};

/// Starts a statement whose rows are read one by one.
template <class Statement>
auto open_stream(const session& from, const Statement& statement, source_location where,
                 detail::named_values named = {}) {
    using rows = detail::rows_of_statement<Statement>;
    return row_range<typename Statement::result::row, rows>(from, statement, where, named);
}

}  // namespace orm
