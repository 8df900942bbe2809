// SPDX-License-Identifier: MIT
// Groups a file's statements by the transactions that they run in.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/migrate/statement_kind.hpp>

namespace orm::migration {

/// One statement that is sent to the server. A file may hold a million, so they are small.
struct script_statement {
    std::uint32_t begin = 0;  ///< in migration_file::sql()
    std::uint32_t end = 0;
    statement_kind kind = statement_kind::ordinary;
    bool travels_alone = false;  ///< its answer does not mix with those of others
};

/// Statements that succeed or fail together.
struct script_segment {
    std::size_t first = 0;  ///< positions in script::statements, `[first, last)`
    std::size_t last = 0;
    bool in_transaction = true;
    bool rolls_back = false;  ///< the file's own ROLLBACK ends it
};

namespace detail {

template <class = void>
class basic_segment_planner;
using segment_planner = basic_segment_planner<>;

/// Groups statements as Drizzle's one connection would see them: an outer transaction from the start,
/// which the file's own COMMIT ends. Behind it each chunk between two marks is one query, and so one
/// transaction. A statement that the server refuses inside a transaction parts it, which Drizzle cannot
/// do.
template <class>
class basic_segment_planner {
public:
    explicit basic_segment_planner(bool outer_transaction)
        : mode_(outer_transaction ? mode::outer : mode::none) {}

    void add(std::size_t index, const script_statement& one, std::string_view text) {
        switch (one.kind) {
            case statement_kind::begins_transaction: return begin(index);
            case statement_kind::commits_transaction: return end(index, text, false);
            case statement_kind::aborts_transaction: return end(index, text, true);
            case statement_kind::outside_transaction: return alone_unless_own(index);
            case statement_kind::may_commit: return may_commit(index);
            default: return ordinary(index, text);
        }
    }

    /// Drizzle's mark stands behind the last statement.
    void end_chunk() {
        if (mode_ == mode::chunk) close();
    }

    std::vector<script_segment> take() {
        close();
        return std::move(segments_);
    }

private:
    /// none: every statement commits by itself; chunk: those of one chunk do so together; outer: the
    /// migrator's transaction; own: that of the file's BEGIN.
    enum class mode { none, chunk, outer, own };

    void begin(std::size_t index) {
        if (mode_ != mode::outer) mode_ = mode::own;
        extend(index);
    }

    void end(std::size_t index, std::string_view text, bool rolls_back) {
        if (mode_ == mode::none) return;
        extend(index);
        open_.rolls_back = rolls_back;
        close();
        mode_ = has_words(text, "and", "chain") ? mode::own : mode::chunk;
    }

    void alone_unless_own(std::size_t index) {
        if (mode_ == mode::own) return extend(index);
        close();
        segments_.push_back({index, index + 1, false, false});
    }

    void may_commit(std::size_t index) {
        if (mode_ == mode::outer) return extend(index);
        alone_unless_own(index);
    }

    /// What follows a new enum value may use it, which it could not in the same transaction.
    void ordinary(std::size_t index, std::string_view text) {
        extend(index);
        if (mode_ == mode::none || (mode_ == mode::chunk && adds_enum_value(text))) close();
    }

    void extend(std::size_t index) {
        if (open_.first == open_.last) open_ = {index, index, true, false};
        open_.last = index + 1;
    }

    void close() {
        if (open_.first != open_.last) segments_.push_back(open_);
        open_ = {};
    }

    mode mode_;
    script_segment open_{};
    std::vector<script_segment> segments_;
};

}  // namespace detail
}  // namespace orm::migration
