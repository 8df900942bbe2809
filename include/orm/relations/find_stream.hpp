// SPDX-License-Identifier: MIT
// stream() of a find: batches behind a cursor, each with what belongs to it.
#pragma once

#include <cstddef>
#include <iterator>
#include <optional>
#include <string>
#include <vector>

#include <orm/driver/postgres/transaction.hpp>
#include <orm/relations/find.hpp>
#include <orm/relations/in_transaction.hpp>
#include <orm/session/transaction.hpp>

namespace orm {

namespace detail {

template <class = void>
class basic_find_cursor;
using find_cursor = basic_find_cursor<>;

/// A cursor in a transaction: its own, or the one that is open already.
template <class>
class basic_find_cursor {
public:
    basic_find_cursor(const session& from, std::size_t batch, source_location where)
        : context_(from.context(where)),
          lease_(*from.source, context_),
          same_(*lease_),
          session_(from.on(same_)),
          name_("\"orm_find_" + std::to_string(next_number()) + "\""),
          fetch_("fetch forward " + std::to_string(batch == 0 ? 1 : batch) + " from " + name_) {
        if (!is_in_transaction(*lease_))
            own_.emplace(*lease_,
                         driver::postgres::transaction_mode{
                             driver::postgres::isolation_level::repeatable_read, true, false},
                         context_);
    }
    basic_find_cursor(const find_cursor&) = delete;
    find_cursor& operator=(const find_cursor&) = delete;

    const session& on() const { return session_; }
    const std::string& name() const { return name_; }
    const std::string& fetch() const { return fetch_; }

    /// After the last row.
    void close() {
        if (own_) own_->commit(context_);
        else lease_->execute("close " + name_, {}, context_);
    }

private:
    static unsigned next_number() {
        static unsigned count = 0;
        return __atomic_add_fetch(&count, 1, __ATOMIC_RELAXED);
    }

    driver::postgres::execution_context context_;
    driver::postgres::lease lease_;
    one_connection same_;
    session session_;
    std::string name_;
    std::string fetch_;
    std::optional<driver::postgres::transaction> own_;
};

}  // namespace detail

/// The rows of a find, batch by batch, for a range-based for. Made by stream(); runs once.
///
/// Memory:   one batch of rows with what belongs to them.
/// Owns:     a connection until the last row was read or the stream ends. In a transaction, other
///           statements may run between the rows.
/// Throws:   in the middle of the loop too.
template <class Find>
class find_rows {
public:
    using row = typename Find::row;
    struct sentinel {};

    class iterator {
    public:
        using value_type = row;
        using difference_type = std::ptrdiff_t;
        using reference = row&;
        using iterator_concept = std::input_iterator_tag;

        iterator() = default;
        explicit iterator(find_rows& range) : range_(&range) {}

        /// The row may be moved from.
        row& operator*() const { return range_->batch_[range_->at_]; }
        row* operator->() const { return &**this; }
        iterator& operator++() {
            range_->step();
            return *this;
        }
        void operator++(int) { ++*this; }
        bool operator==(sentinel) const { return range_->at_ >= range_->batch_.size(); }

    private:
        find_rows* range_ = nullptr;
    };

    find_rows(const Find& find, std::size_t batch, source_location where)
        : find_(find),
          where_(where),
          size_(batch == 0 ? 1 : batch),
          cursor_(find.session(), batch, where) {
        detail::level_plan plans[levels];
        detail::pending_slot pending[levels];
        detail::find_loader loader(cursor_.on(), where_);
        detail::plan_find(find_, plans);
        loader.declare(plans, pending, levels, cursor_.name());
    }
    find_rows(const find_rows&) = delete;
    find_rows& operator=(const find_rows&) = delete;

    /// Loads the first batch. A stream has one beginning: call it once.
    iterator begin() {
        load();
        return iterator(*this);
    }
    sentinel end() const { return {}; }

private:
    static constexpr std::size_t levels = detail::statement_count<typename Find::level_type>;

    void step() {
        if (++at_ < batch_.size() || is_last_) return;
        load();
    }

    void load() {
        detail::level_plan plans[levels];
        detail::loaded_level answers[levels];
        detail::pending_slot pending[levels];
        detail::find_loader loader(cursor_.on(), where_);
        detail::plan_find(find_, plans);
        loader.load_fetched(plans, answers, pending, levels, cursor_.fetch());
        batch_.clear();
        at_ = 0;
        loader.decode(&detail::find_reader<typename Find::layout>::all, &batch_);
        is_last_ = batch_.size() < size_;
        if (is_last_) cursor_.close();
    }

    Find find_;
    source_location where_;
    std::size_t size_;
    detail::find_cursor cursor_;
    std::vector<row> batch_;
    std::size_t at_ = 0;
    bool is_last_ = false;
};

template <class Find>
find_rows<Find> stream_find(const Find& find, std::size_t batch, source_location where) {
    return find_rows<Find>(find, batch, where);
}

}  // namespace orm
