// SPDX-License-Identifier: MIT
// The prepared statements of one connection, found by a number without looking at their text.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <orm/core/config.hpp>
#include <orm/driver/postgres/session_scan.hpp>

namespace orm::driver::postgres {

/// Appends the SQL text of *statement to out.
using render_function = void (*)(const void* statement, std::string& out);

/// A statement as the cache knows it. The text is asked for only when the shape is new.
///
/// Takes:    shape, equal for two statements of one render function if and only if their texts and
///           parameter types are equal; a well-mixed 64-bit hash is enough.
/// Owns:     nothing; statement lives until prepare() returns.
struct statement_source {
    std::uint64_t shape = 0;
    const void* statement = nullptr;
    render_function render = nullptr;
};

/// One statement on one connection.
///
/// Owns:     nothing to the caller: valid until as many other statements as the cache holds were
///           prepared on the same connection, or the connection ends.
struct prepared_statement {
    /// For the caller: set when the result's column types were compared with the C++ row. The driver
    /// clears it whenever the server may answer with other types than before.
    bool result_types_checked = false;

    /// The text with placeholders, for errors and logs.
    const std::string& sql() const { return text; }

    // The rest belongs to the driver.
    bool is_on_server = false;
    bool changes_session = false;
    char name[20] = {};
    std::uint64_t shape = 0;
    render_function render = nullptr;
    std::uint64_t last_use = 0;
    std::string text;
};

/// Least-recently-used cache: a hit costs one multiplication and about one compare, nothing is
/// allocated or rendered. Evicted names wait in `evicted()` until the connection tells the server.
class statement_cache {
public:
    /// Takes:    capacity, at least 2.
    explicit statement_cache(std::size_t capacity = 256) : capacity_(capacity < 2 ? 2 : capacity) {}

    /// Gives:    the cached statement, or nullptr.
    template <class = void>
    ORM_INLINE prepared_statement* find(const statement_source& source) {
        if (slots_.empty()) return nullptr;
        for (std::size_t at = home_of(source.shape);; at = (at + 1) & mask_) {
            const slot& candidate = slots_[at];
            if (candidate.entry == 0) return nullptr;
            if (candidate.shape != source.shape) continue;
            prepared_statement& statement = entries_[candidate.entry - 1];
            if (statement.render != source.render) continue;
            statement.last_use = ++use_count_;
            return &statement;
        }
    }

    /// Adds a statement that find() did not find; renders its text. May evict another one.
    template <class = void>
    ORM_COLD prepared_statement& add(const statement_source& source) {
        std::string text;
        source.render(source.statement, text);
        if (slots_.empty()) allocate();
        const std::size_t entry = entries_.size() < capacity_ ? grow() : evict();
        prepared_statement& statement = entries_[entry];
        statement = prepared_statement();
        statement.shape = source.shape;
        statement.render = source.render;
        statement.last_use = ++use_count_;
        statement.text.swap(text);
        statement.changes_session = may_change_session(statement.text);
        write_name(statement.name, ++name_count_);
        insert(source.shape, static_cast<std::uint32_t>(entry + 1));
        return statement;
    }

    /// Forgets that statements exist on the server: after DISCARD ALL, or behind a pooler.
    template <class = void>
    void forget_server_side() {
        for (prepared_statement& statement : entries_) forget_server_side(statement);
        evicted_.clear();
    }

    /// A new name, so that a statement that may still exist under the old one does no harm.
    template <class = void>
    void forget_server_side(prepared_statement& statement) {
        statement.is_on_server = false;
        statement.result_types_checked = false;
        write_name(statement.name, ++name_count_);
    }

    /// Names that the server still holds although nobody uses them.
    std::vector<std::string>& evicted() { return evicted_; }

    std::size_t size() const { return entries_.size(); }
    std::size_t capacity() const { return capacity_; }

private:
    struct slot {
        std::uint64_t shape = 0;
        std::uint32_t entry = 0;  // index + 1; 0 is an empty slot
    };

    template <class = void>
    std::size_t home_of(std::uint64_t shape) const {
        return static_cast<std::size_t>((shape * 0x9E37'79B9'7F4A'7C15U) >> shift_);
    }

    template <class = void>
    ORM_COLD void allocate() {
        std::size_t slot_count = 8;
        unsigned bits = 3;
        for (; slot_count < 2 * capacity_; slot_count *= 2) ++bits;
        slots_.resize(slot_count);
        mask_ = slot_count - 1;
        shift_ = 64 - bits;
        entries_.reserve(capacity_);  // references to entries stay valid: never reallocated
    }

    template <class = void>
    std::size_t grow() {
        entries_.emplace_back();
        return entries_.size() - 1;
    }

    template <class = void>
    std::size_t evict() {
        std::size_t oldest = 0;
        for (std::size_t i = 1; i < entries_.size(); ++i)
            if (entries_[i].last_use < entries_[oldest].last_use) oldest = i;
        if (entries_[oldest].is_on_server) evicted_.emplace_back(entries_[oldest].name);
        erase(entries_[oldest].shape, static_cast<std::uint32_t>(oldest + 1));
        return oldest;
    }

    template <class = void>
    void insert(std::uint64_t shape, std::uint32_t entry) {
        std::size_t at = home_of(shape);
        while (slots_[at].entry != 0) at = (at + 1) & mask_;
        slots_[at].shape = shape;
        slots_[at].entry = entry;
    }

    // Linear probing without tombstones: later slots of the same run move up.
    template <class = void>
    void erase(std::uint64_t shape, std::uint32_t entry) {
        std::size_t hole = home_of(shape);
        while (slots_[hole].entry != entry) hole = (hole + 1) & mask_;
        for (std::size_t at = (hole + 1) & mask_; slots_[at].entry != 0; at = (at + 1) & mask_) {
            const std::size_t home = home_of(slots_[at].shape);
            if (((at - home) & mask_) < ((at - hole) & mask_)) continue;
            slots_[hole] = slots_[at];
            hole = at;
        }
        slots_[hole] = slot();
    }

    template <class = void>
    static void write_name(char (&name)[20], std::uint64_t number) {
        char* out = name;
        for (const char* prefix = "orm_"; *prefix != '\0'; ++prefix) *out++ = *prefix;
        // 13 digits of base 32 would hold 64 bits; 15 hexadecimal ones are more than ever used.
        char digits[16];
        int count = 0;
        do digits[count++] = "0123456789abcdef"[number & 15U];
        while ((number >>= 4U) != 0 && count < 15);
        while (count > 0) *out++ = digits[--count];
        *out = '\0';
    }

    std::size_t capacity_;
    std::size_t mask_ = 0;
    unsigned shift_ = 0;
    std::uint64_t use_count_ = 0;
    std::uint64_t name_count_ = 0;
    std::vector<slot> slots_;
    std::vector<prepared_statement> entries_;
    std::vector<std::string> evicted_;
};

}  // namespace orm::driver::postgres
