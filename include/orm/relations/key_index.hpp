// SPDX-License-Identifier: MIT
// Which rows of a child's result belong to which row of its parent's: keys compared as bytes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <vector>

#include <orm/core/error.hpp>
#include <orm/driver/postgres/result.hpp>
#include <orm/expr/outline.hpp>
#include <orm/types/array_header.hpp>

namespace orm::detail {

/// Most columns of one key.
inline constexpr std::size_t max_key_width = 8;

/// The cells of a row that are its key.
struct key_cells {
    std::uint16_t columns[max_key_width] = {};
    std::size_t width = 0;
};

/// Rows of a child, in the order of the server, for each row of its parent. Parents with equal keys
/// share a group. Holds numbers of rows only: three arrays for any number of rows.
class key_index {
public:
    static constexpr std::uint32_t none = 0xffff'ffff;

    /// Gives each of the first `count` parents its group; none when a part of its key is NULL.
    template <class = void>
    void gather(const driver::postgres::result& parents, std::size_t count,
                const key_cells& cells) {
        parents_ = &parents;
        cells_ = cells;
        group_of_.resize(count);
        allocate_slots(count);
        for (std::size_t row = 0; row < count; ++row)
            group_of_[row] = has_null(row) ? none : find_or_add(static_cast<std::uint32_t>(row));
        first_.assign(group_count() + 2, 0);
    }

    std::size_t group_count() const { return first_parent_.size(); }

    /// Writes the distinct values of one key column as an array in PostgreSQL's binary format.
    template <class = void>
    void encode_keys(encoder& out, std::size_t part) const {
        const std::size_t column = cells_.columns[part];
        write_vector_header(out, group_count(), false, parents_->column_oid(column));
        for (const std::uint32_t row : first_parent_) {
            const byte_view value = parents_->bytes(row, column);
            out.integer(static_cast<std::int32_t>(value.size));
            out.bytes(value);
        }
    }

    /// Sorts the children under their parents. Gives the number of children that found none.
    ///
    /// Takes:    column, the child's key, or with is_ordinal the position of its key in the arrays.
    template <class = void>
    std::size_t attach(const driver::postgres::result& children, std::size_t column,
                       bool is_ordinal) {
        is_attached_ = true;
        const std::size_t count = children.row_count();
        std::vector<std::uint32_t> group_of_child(count);
        std::size_t lost = 0;
        byte_view last_key;
        std::uint32_t group = none;
        for (std::size_t row = 0; row < count; ++row) {
            const byte_view key = children.bytes(row, column);
            // Children of one parent often come one behind the other.
            if (row == 0 || !equal(key, last_key)) group = is_ordinal ? ordinal(key) : find(key);
            last_key = key;
            group_of_child[row] = group;
            if (group == none) ++lost;
            else ++first_[group + 2];
        }
        for (std::size_t at = 2; at < first_.size(); ++at) first_[at] += first_[at - 1];
        order_.resize(count - lost);
        for (std::size_t row = 0; row < count; ++row)
            if (group_of_child[row] != none)
                order_[first_[group_of_child[row] + 1]++] = static_cast<std::uint32_t>(row);
        return lost;
    }

    bool is_attached() const { return is_attached_; }

    /// Rows of children.
    struct range {
        const std::uint32_t* first;
        const std::uint32_t* last;

        std::size_t size() const { return static_cast<std::size_t>(last - first); }
    };

    template <class = void>
    range children_of(std::size_t parent) const {
        const std::uint32_t group = group_of_[parent];
        if (group == none) return {nullptr, nullptr};
        return {order_.data() + first_[group], order_.data() + first_[group + 1]};
    }

private:
    template <class = void>
    bool has_null(std::size_t row) const {
        for (std::size_t i = 0; i < cells_.width; ++i)
            if (parents_->is_null(row, cells_.columns[i])) return true;
        return false;
    }

    template <class = void>
    static std::uint64_t hash(std::uint64_t state, byte_view key) {
        std::size_t at = 0;
        for (; at + 8 <= key.size; at += 8) {
            std::uint64_t word = 0;
            std::memcpy(&word, key.data + at, 8);
            state = mix(state, word);
        }
        std::uint64_t rest = key.size;
        for (; at < key.size; ++at) rest = rest << 8U | static_cast<unsigned char>(key.data[at]);
        return mix(state, rest);
    }

    template <class = void>
    static bool equal(byte_view left, byte_view right) {
        if (left.size != right.size) return false;
        if (left.size != 8)
            return left.size == 0 || std::memcmp(left.data, right.data, left.size) == 0;
        return load_big_endian<std::uint64_t>(left.data) ==
               load_big_endian<std::uint64_t>(right.data);
    }

    template <class = void>
    bool same_key(std::uint32_t left, std::uint32_t right) const {
        for (std::size_t i = 0; i < cells_.width; ++i)
            if (!equal(parents_->bytes(left, cells_.columns[i]),
                       parents_->bytes(right, cells_.columns[i])))
                return false;
        return true;
    }

    // At most half of the slots are used.
    template <class = void>
    void allocate_slots(std::size_t count) {
        std::size_t size = 8;
        while (size < 2 * count) size *= 2;
        slots_.assign(size, none);
        first_parent_.clear();
        first_parent_.reserve(count);
        first_key_.clear();
        first_key_.reserve(count);
    }

    template <class = void>
    std::uint32_t find_or_add(std::uint32_t row) {
        std::uint64_t state = 0;
        for (std::size_t i = 0; i < cells_.width; ++i)
            state = hash(state, parents_->bytes(row, cells_.columns[i]));
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = state & mask;; at = (at + 1) & mask) {
            if (slots_[at] == none) {
                slots_[at] = static_cast<std::uint32_t>(first_parent_.size());
                first_parent_.push_back(row);
                first_key_.push_back(parents_->bytes(row, cells_.columns[0]));
                return slots_[at];
            }
            if (same_key(first_parent_[slots_[at]], row)) return slots_[at];
        }
    }

    template <class = void>
    std::uint32_t find(byte_view key) const {
        const std::size_t mask = slots_.size() - 1;
        for (std::size_t at = hash(0, key) & mask;; at = (at + 1) & mask) {
            const std::uint32_t group = slots_[at];
            if (group == none) return none;
            if (equal(first_key_[group], key)) return group;
        }
    }

    /// unnest() counts from 1.
    template <class = void>
    std::uint32_t ordinal(byte_view key) const {
        const auto position = byte_cursor(key).read<std::int64_t>();
        if (position < 1 || static_cast<std::uint64_t>(position) > group_count()) return none;
        return static_cast<std::uint32_t>(position - 1);
    }

    const driver::postgres::result* parents_ = nullptr;
    key_cells cells_;
    bool is_attached_ = false;
    std::vector<std::uint32_t> group_of_;      // of each parent
    std::vector<std::uint32_t> first_parent_;  // of each group
    std::vector<byte_view> first_key_;         // of each group; of several columns the first
    std::vector<std::uint32_t> slots_;         // hash table of groups
    std::vector<std::uint32_t> first_;         // where each group's children begin in order_
    std::vector<std::uint32_t> order_;         // rows of children, group by group
};

}  // namespace orm::detail
