// SPDX-License-Identifier: MIT
// Collects a statement's values in the form in which libpq takes them.
#pragma once

#include <cstddef>
#include <cstdint>

#include <orm/core/fixed_string.hpp>
#include <orm/types/codec.hpp>

namespace orm {

namespace detail {

/// Arrays for so many values need no allocation.
inline constexpr std::size_t inline_parameter_count = 16;

/// One value: where its bytes lie, or at which offset of the encoder's buffer.
struct parameter_arrays {
    /// Marks a value whose bytes lie outside the encoder's buffer.
    static constexpr std::size_t outside = static_cast<std::size_t>(-1);

    std::uint32_t inline_types[inline_parameter_count];
    const char* inline_values[inline_parameter_count];
    int inline_lengths[inline_parameter_count];
    std::size_t inline_offsets[inline_parameter_count];

    std::uint32_t* types = inline_types;
    const char** values = inline_values;
    int* lengths = inline_lengths;
    std::size_t* offsets = inline_offsets;
    std::size_t count = 0;
    std::size_t capacity = inline_parameter_count;
    /// Of all values.
    std::size_t bytes = 0;

    parameter_arrays() = default;
    parameter_arrays(const parameter_arrays&) = delete;
    parameter_arrays& operator=(const parameter_arrays&) = delete;
    ~parameter_arrays() { free(); }

    ORM_COLD void grow() {
        const std::size_t larger = capacity * 4;
        auto* const grown_types = copied(types, larger);
        auto* const grown_values = copied(values, larger);
        auto* const grown_lengths = copied(lengths, larger);
        auto* const grown_offsets = copied(offsets, larger);
        free();
        types = grown_types;
        values = grown_values;
        lengths = grown_lengths;
        offsets = grown_offsets;
        capacity = larger;
    }

private:
    void free() {
        if (types == inline_types) return;
        delete[] types;
        delete[] values;
        delete[] lengths;
        delete[] offsets;
    }

    template <class Item>
    Item* copied(const Item* from, std::size_t size) const {
        auto* const made = new Item[size];
        for (std::size_t i = 0; i < count; ++i) made[i] = from[i];
        return made;
    }
};

/// A value for a named parameter. The name is compared by address: equal names are one object.
struct named_value {
    const char* name;
    const void* value;
};

template <class = void>
ORM_COLD [[noreturn]] void throw_missing_parameter(const char* name) {
    throw invalid_value(
        joined_text({"the query has a parameter named \"", name,
                     "\" and got no value for it; prepare it, and give each parameter: "
                     "db.prepare(query).all(orm::arg<\"",
                     name, "\">(value))"}));
}

}  // namespace detail

/// The values of one execution.
///
/// Owns:     encoded bytes. Text and bytea are not copied: the statement keeps them.
class parameter_list {
public:
    explicit parameter_list(type_resolver* resolver = nullptr) : encoded_(resolver) {}

    /// One value. It lives until the statement has run.
    template <class Sql>
    void add(const value_t<Sql>& value) {
        is_adding_ = true;
        if constexpr (viewable<Sql>) {
            const byte_view bytes = codec<Sql>::view(value);
            // An empty vector has no address, and libpq takes no address for NULL.
            push(Sql::oid, bytes.data == nullptr ? "" : bytes.data, bytes.size,
                 detail::parameter_arrays::outside);
        } else {
            add_owned<Sql>(value);
        }
    }

    /// One value that does not live longer than this call.
    template <class Sql>
    void add_owned(const value_t<Sql>& value) {
        is_adding_ = true;
        const std::size_t start = encoded_.size();
        codec<Sql>::encode(encoded_, value);
        push(Sql::oid, encoded_.data() + start, encoded_.size() - start, start);
    }

    /// One value that write(encoder) writes.
    template <class Write>
    void add_written(std::uint32_t oid, const Write& write) {
        is_adding_ = true;
        const std::size_t start = encoded_.size();
        write(encoded_);
        push(oid, encoded_.data() + start, encoded_.size() - start, start);
    }

    /// A value that is encoded already. Its bytes live until the statement has run.
    void add_encoded(std::uint32_t oid, byte_view bytes) {
        push(oid, bytes.data, bytes.size, detail::parameter_arrays::outside);
    }

    /// Begins again; what was allocated is kept.
    void clear() {
        encoded_.clear();
        arrays_.count = 0;
        arrays_.bytes = 0;
    }

    void add_null(std::uint32_t oid) { push(oid, nullptr, 0, detail::parameter_arrays::outside); }

    /// The value that was given for this name.
    template <fixed_string Name, class Sql>
    void add_named() {
        const char* const name = detail::stored_text<Name>.text;
        for (std::size_t i = 0; i < named_count_; ++i)
            if (named_[i].name == name)
                return add<Sql>(*static_cast<const value_t<Sql>*>(named_[i].value));
        detail::throw_missing_parameter(name);
    }

    /// Values for named parameters, kept by the caller.
    void name_values(const detail::named_value* values, std::size_t count) {
        named_ = values;
        named_count_ = count;
    }

    /// So far.
    std::size_t count() const { return arrays_.count; }
    /// True between the begin of a value and its end: where adding threw, it was about this value.
    bool is_adding() const { return is_adding_; }
    std::uint32_t type(std::size_t at) const { return arrays_.types[at]; }

    /// The collected arrays. Valid until the next add.
    const detail::parameter_arrays& finish() {
        if (!encoded_.is_inline()) [[unlikely]]
            find_moved_values();
        return arrays_;
    }

private:
    /// The encoder's buffer has grown: its values lie elsewhere now.
    ORM_COLD void find_moved_values() {
        for (std::size_t i = 0; i < arrays_.count; ++i)
            if (arrays_.offsets[i] != detail::parameter_arrays::outside)
                arrays_.values[i] = encoded_.data() + arrays_.offsets[i];
    }

    void push(std::uint32_t oid, const char* value, std::size_t size, std::size_t offset) {
        if (size > max_value_bytes) [[unlikely]]
            detail::throw_value_too_large(size);
        if (arrays_.count == arrays_.capacity) [[unlikely]]
            arrays_.grow();
        const std::size_t at = arrays_.count++;
        arrays_.types[at] = oid;
        arrays_.values[at] = value;
        arrays_.lengths[at] = static_cast<int>(size);
        arrays_.offsets[at] = offset;
        arrays_.bytes += size;
        is_adding_ = false;
    }

    encoder encoded_;
    detail::parameter_arrays arrays_;
    const detail::named_value* named_ = nullptr;
    std::size_t named_count_ = 0;
    bool is_adding_ = false;
};

}  // namespace orm
