// SPDX-License-Identifier: MIT
// A statement's identity, computed without writing its text.
#pragma once

#include <cstdint>

#include <orm/core/fixed_string.hpp>
#include <orm/expr/token.hpp>

namespace orm {

/// A visitor of statements that hashes their tokens: two statements with equal tokens have equal text.
///
/// Names are hashed by address: they have static storage, so the address is the name.
class shape_hash {
public:
    static constexpr bool is_shape = true;
    static constexpr bool binds = false;

    explicit shape_hash(std::uint64_t seed) : state_(seed) {}

    void run(const token* begin, const token* end) {
        for (; begin != end; ++begin) run(*begin);
    }
    void run(const token& item) {
        mix(address(item.name) + address(item.names) +
            (static_cast<std::uint64_t>(item.kind) << 56U));
        if (item.kind != token_kind::text) mix(address(item.table) ^ (address(item.schema) << 1U));
    }
    void run(const char* sql) { mix(address(sql)); }
    void run(token_kind kind) { mix(static_cast<std::uint64_t>(kind) + 1); }
    void mix(std::uint64_t word) {
        state_ = (state_ ^ word) * 0x9E37'79B9'7F4A'7C15U;
        state_ ^= state_ >> 32U;
    }

    template <class Sql, class Value>
    void add(const Value&) {}
    template <class Sql>
    void add_null() {}
    template <fixed_string Name, class Sql>
    void add_named() {}
    template <class Held>
    void add_held(const Held&) {}

    std::uint64_t value() const { return state_; }

private:
    static std::uint64_t address(const void* pointer) {
        return reinterpret_cast<std::uintptr_t>(pointer);
    }

    std::uint64_t state_;
};

}  // namespace orm
