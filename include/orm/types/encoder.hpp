// SPDX-License-Identifier: MIT
// Collects the bytes of parameters in PostgreSQL's binary format.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include <orm/core/bytes.hpp>

namespace orm {

/// Answers the OID of a type that has none of its own before the database is asked: enums, domains,
/// composites, extension types.
struct type_resolver {
    /// Gives the OID of the type with this name (as in `pg_catalog.to_regtype`), 0 when there is none.
    virtual std::uint32_t oid_of(const char* type_name) = 0;

    /// Gives the type's name for messages.
    ORM_COLD virtual std::string name_of(std::uint32_t oid) {
        return "the type with OID " + std::to_string(oid);
    }

protected:
    ~type_resolver() = default;
};

/// The most that one value, and all values of one statement together, may hold. The server's limit
/// is 1 GB for a message; libpq cuts longer lengths silently, so they are refused here.
inline constexpr std::size_t max_value_bytes = 0x3fff'ff00;

/// A value is larger than any PostgreSQL message can be.
struct value_too_large : invalid_value {
    using invalid_value::invalid_value;
};

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void throw_value_too_large(std::size_t size) {
    throw value_too_large(
        joined_text({"a value needs at least ", size, " bytes; PostgreSQL takes at most ",
                     max_value_bytes, " in one statement"}));
}

}  // namespace detail

/// A growing byte buffer; values are appended in network byte order.
///
/// The first `inline_bytes` need no allocation. Positions, not pointers, survive growth.
/// Throws:   value_too_large beyond max_value_bytes, before anything is allocated.
/// Owns:     its bytes. Not copyable, not movable: it lives on the stack of one execution.
class encoder {
public:
    static constexpr std::size_t inline_bytes = 512;

    explicit encoder(type_resolver* resolver = nullptr) : resolver_(resolver) {}
    encoder(const encoder&) = delete;
    encoder& operator=(const encoder&) = delete;
    ~encoder() {
        if (data_ != inline_) delete[] data_;
    }

    const char* data() const { return data_; }
    /// As long as this holds, what data() gave stays where it is.
    bool is_inline() const { return data_ == inline_; }
    std::size_t size() const { return size_; }
    void clear() { size_ = 0; }

    template <class Integer>
    void integer(Integer value) {
        store_big_endian(extend(sizeof(Integer)), value);
    }

    void bytes(byte_view view) {
        if (view.size != 0) std::memcpy(extend(view.size), view.data, view.size);
    }

    /// Reserves the four length bytes of a nested value; close it with end_value().
    std::size_t begin_value() {
        extend(4);
        return size_;
    }

    /// Writes the length of everything since begin_value() in front of it.
    void end_value(std::size_t start) {
        store_big_endian(data_ + start - 4, static_cast<std::int32_t>(size_ - start));
    }

    /// A whole nested value: its length and its bytes.
    void nested_bytes(byte_view view) {
        if (view.size > max_value_bytes) [[unlikely]]
            detail::throw_value_too_large(view.size);
        char* const at = extend(4 + view.size);
        store_big_endian(at, static_cast<std::int32_t>(view.size));
        if (view.size != 0) std::memcpy(at + 4, view.data, view.size);
    }
    template <class Integer>
    void nested_integer(Integer value) {
        char* const at = extend(4 + sizeof(Integer));
        store_big_endian(at, static_cast<std::int32_t>(sizeof(Integer)));
        store_big_endian(at + 4, value);
    }

    /// A nested NULL: length -1 and no bytes.
    void null_value() { integer(std::int32_t{-1}); }

    type_resolver* resolver() const { return resolver_; }

private:
    ORM_INLINE char* extend(std::size_t count) {
        if (count > capacity_ - size_) [[unlikely]]
            grow(count);
        char* const position = data_ + size_;
        size_ += count;
        return position;
    }

    /// Not cold: code that is optimised for size copies byte by byte.
    [[gnu::noinline]] void grow(std::size_t count) {
        if (count > max_value_bytes - size_) detail::throw_value_too_large(count);
        const std::size_t needed = size_ + count;
        const std::size_t capacity = needed > capacity_ * 2 ? needed : capacity_ * 2;
        char* const larger = new char[capacity];
        std::memcpy(larger, data_, size_);
        if (data_ != inline_) delete[] data_;
        data_ = larger;
        capacity_ = capacity;
    }

    char inline_[inline_bytes];
    char* data_ = inline_;
    std::size_t size_ = 0;
    std::size_t capacity_ = inline_bytes;
    type_resolver* resolver_;
};

}  // namespace orm
