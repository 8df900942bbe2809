// SPDX-License-Identifier: MIT
// One-dimensional arrays as std::vector.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <orm/types/array_header.hpp>
#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

namespace family {
/// Arrays compare when their elements do.
template <class ElementFamily>
struct array {};
}  // namespace family

/// What all arrays of Element have in common.
template <class Element>
struct array_base {
    using element_type = Element;
    using family = pg::family::array<typename Element::family>;
    static constexpr std::uint32_t oid = detail::array_oid_of<Element>();
    static constexpr std::uint32_t array_oid = oid;
    static constexpr const char* name = detail::array_name<Element>.text;
    static constexpr bool accepts(std::uint32_t other) {
        return detail::accepts_array_oid<Element>(other);
    }
};

/// An array without NULL elements: `std::vector<T>`.
///
/// Throws:   unexpected_null for a NULL element; invalid_value for more than one dimension and for a
///           lower bound other than 1, which a vector would lose. See array_of_nullable, multi_array.
/// Source:   PostgreSQL manual, "Arrays".
template <class Element>
struct array : array_base<Element> {
    using value_type = std::vector<value_t<Element>>;
};

/// An array whose elements may be NULL: `std::vector<std::optional<T>>`.
template <class Element>
struct array_of_nullable : array_base<Element> {
    using value_type = std::vector<std::optional<value_t<Element>>>;
};

}  // namespace pg

namespace detail {

template <class Element>
void encode_element(encoder& out, const value_t<Element>& value) {
    encode_nested<Element>(out, value);
}

template <class Element>
void encode_element(encoder& out, const std::optional<value_t<Element>>& value) {
    if (value) encode_element<Element>(out, *value);
    else out.null_value();
}

/// Reads the header of a one-dimensional array; gives the number of elements.
template <class Element>
std::size_t read_vector_header(byte_cursor& cursor) {
    const array_header header = read_array_header(cursor);
    require_vector_shape(header);
    if (header.dimension_count != 0 && !accepts_nested<Element>(header.element_oid))
        throw_wrong_element_type(Element::name, header.element_oid);
    return header.element_count;
}

}  // namespace detail

template <class Element>
struct codec<pg::array<Element>> {
    using value_type = value_t<pg::array<Element>>;

    static value_type decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const std::size_t count = detail::read_vector_header<Element>(cursor);
        value_type values;
        values.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            const detail::nested_value element = detail::read_nested(cursor);
            if (element.is_null) [[unlikely]]
                detail::throw_null_element(pg::array<Element>::name);
            values.push_back(codec<Element>::decode(element.bytes));
        }
        detail::require_end(cursor, pg::array<Element>::name);
        return values;
    }

    static void encode(encoder& out, const value_type& values) {
        detail::write_vector_header(out, values.size(), false, detail::nested_oid<Element>(out));
        for (const value_t<Element>& value : values) detail::encode_element<Element>(out, value);
    }
};

template <class Element>
struct codec<pg::array_of_nullable<Element>> {
    using value_type = value_t<pg::array_of_nullable<Element>>;

    static value_type decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const std::size_t count = detail::read_vector_header<Element>(cursor);
        value_type values;
        values.reserve(count);
        for (std::size_t i = 0; i < count; ++i) {
            const detail::nested_value element = detail::read_nested(cursor);
            if (element.is_null) values.emplace_back();
            else values.emplace_back(codec<Element>::decode(element.bytes));
        }
        detail::require_end(cursor, pg::array_of_nullable<Element>::name);
        return values;
    }

    static void encode(encoder& out, const value_type& values) {
        bool has_null = false;
        for (const auto& value : values) has_null = has_null || !value;
        detail::write_vector_header(out, values.size(), has_null, detail::nested_oid<Element>(out));
        for (const auto& value : values) detail::encode_element<Element>(out, value);
    }
};

template <class Value>
struct sql_type_for<std::vector<Value>> {
    using type = pg::array<sql_type_for_t<Value>>;
};
template <class Value>
struct sql_type_for<std::vector<std::optional<Value>>> {
    using type = pg::array_of_nullable<sql_type_for_t<Value>>;
};

}  // namespace orm
