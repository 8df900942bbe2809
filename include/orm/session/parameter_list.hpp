// SPDX-License-Identifier: MIT
// Collects a statement's values in the form in which the driver takes them.
#pragma once

#include <cstddef>
#include <cstdint>

#include <orm/core/fixed_string.hpp>
#include <orm/driver/postgres/parameters.hpp>
#include <orm/expr/held_expression.hpp>
#include <orm/expr/token.hpp>
#include <orm/types/codec.hpp>

namespace orm {

namespace detail {

/// Arrays for so many values need no allocation.
inline constexpr std::size_t inline_parameter_count = 16;

/// Four arrays that grow together.
struct parameter_arrays {
    /// Marks a value whose bytes lie outside the encoder's buffer.
    static constexpr std::size_t outside = static_cast<std::size_t>(-1);

    Oid inline_types[inline_parameter_count];
    const char* inline_values[inline_parameter_count];
    int inline_lengths[inline_parameter_count];
    std::size_t inline_offsets[inline_parameter_count];

    Oid* types = inline_types;
    const char** values = inline_values;
    int* lengths = inline_lengths;
    std::size_t* offsets = inline_offsets;
    std::size_t count = 0;
    std::size_t capacity = inline_parameter_count;

    parameter_arrays() = default;
    parameter_arrays(const parameter_arrays&) = delete;
    parameter_arrays& operator=(const parameter_arrays&) = delete;
    ~parameter_arrays() {
        if (types == inline_types) return;
        delete[] types;
        delete[] values;
        delete[] lengths;
        delete[] offsets;
    }

    ORM_COLD void grow() {
        const std::size_t larger = capacity * 4;
        auto* const grown_types = copied(types, larger);
        auto* const grown_values = copied(values, larger);
        auto* const grown_lengths = copied(lengths, larger);
        auto* const grown_offsets = copied(offsets, larger);
        this->~parameter_arrays();
        types = grown_types;
        values = grown_values;
        lengths = grown_lengths;
        offsets = grown_offsets;
        capacity = larger;
    }

private:
    template <class Item>
    Item* copied(const Item* from, std::size_t size) const {
        auto* const made = new Item[size];
        for (std::size_t i = 0; i < count; ++i) made[i] = from[i];
        return made;
    }
};

}  // namespace detail

/// A visitor of statements that collects values and ignores text.
///
/// Owns:     encoded bytes. Text and bytea are not copied: the statement keeps them.
class parameter_list {
public:
    static constexpr bool is_shape = false;
    static constexpr bool binds = true;

    explicit parameter_list(type_resolver* resolver = nullptr) : encoded_(resolver) {}

    void run(const token*, const token*) {}
    void run(const token&) {}
    void run(const char*) {}
    void run(token_kind) {}

    /// One value. It lives until the statement has run.
    template <class Sql>
    void add(const value_t<Sql>& value) {
        if constexpr (viewable<Sql>) {
            const byte_view bytes = codec<Sql>::view(value);
            push(Sql::oid, bytes.data, bytes.size, detail::parameter_arrays::outside);
        } else {
            add_owned<Sql>(value);
        }
    }

    /// One value that does not live longer than this call.
    template <class Sql>
    void add_owned(const value_t<Sql>& value) {
        const std::size_t start = encoded_.size();
        codec<Sql>::encode(encoded_, value);
        push(Sql::oid, "", encoded_.size() - start, start);
    }

    template <class Sql>
    void add_null() {
        push(Sql::oid, nullptr, 0, detail::parameter_arrays::outside);
    }

    template <fixed_string Name, class Sql>
    void add_named() {
        static_assert(Name.size() == static_cast<std::size_t>(-1),
                      "orm: this query has a named parameter without a value. Prepare it, and give "
                      "each parameter: db.prepare(query).all(orm::arg<\"name\">(value)).");
    }

    void add_held(const held_expression& expression) { expression->bind(*this); }

    /// The collected values. Valid until the next add.
    driver::postgres::parameters finish() {
        for (std::size_t i = 0; i < arrays_.count; ++i)
            if (arrays_.offsets[i] != detail::parameter_arrays::outside)
                arrays_.values[i] = encoded_.data() + arrays_.offsets[i];
        return {arrays_.count, arrays_.types, arrays_.values, arrays_.lengths, nullptr};
    }

private:
    void push(std::uint32_t oid, const char* value, std::size_t size, std::size_t offset) {
        if (arrays_.count == arrays_.capacity) arrays_.grow();
        const std::size_t at = arrays_.count++;
        arrays_.types[at] = oid;
        arrays_.values[at] = value;
        arrays_.lengths[at] = driver::postgres::checked_length(size);
        arrays_.offsets[at] = offset;
    }

    encoder encoded_;
    detail::parameter_arrays arrays_;
};

}  // namespace orm
