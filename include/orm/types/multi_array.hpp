// SPDX-License-Identifier: MIT
// Arrays of any shape: dimensions, lower bounds and NULL elements kept; fixed-size arrays.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <orm/types/array.hpp>

namespace orm {

/// One dimension of an array; PostgreSQL counts from 1 unless told otherwise.
struct array_dimension {
    std::int32_t length = 0;
    std::int32_t lower_bound = 1;

    friend bool operator==(const array_dimension&, const array_dimension&) = default;
};

/// An array as PostgreSQL has it. Elements lie row by row, the last dimension running fastest; an
/// array without dimensions is empty.
template <class T>
struct multi_array {
    std::vector<array_dimension> dimensions;
    std::vector<std::optional<T>> elements;

    friend bool operator==(const multi_array&, const multi_array&) = default;
};

namespace pg {

/// Source:   PostgreSQL manual, "Arrays".
template <class Element>
struct multi_array : array_base<Element> {
    using value_type = orm::multi_array<value_t<Element>>;
};

/// Exactly Size elements, none of them NULL: `std::array<T, Size>`. The column itself is an ordinary
/// array; values of another size are typed errors.
template <class Element, std::size_t Size>
struct fixed_array : array_base<Element> {
    using value_type = std::array<value_t<Element>, Size>;
};

}  // namespace pg

namespace detail {

/// Checks what the server would check, so that a wrong shape is a typed error before it is sent.
inline void require_shape(const std::vector<array_dimension>& dimensions,
                          std::size_t element_count) {
    std::uint64_t count = dimensions.empty() ? 0 : 1;
    for (const array_dimension& dimension : dimensions) {
        if (dimension.length <= 0 || count > max_value_bytes)
            throw invalid_value("an array has a dimension that is empty or too long");
        if (std::int64_t{dimension.lower_bound} + dimension.length > 0x7fff'ffff)
            throw invalid_value("an array's lower bound is too large for its length");
        count *= static_cast<std::uint64_t>(dimension.length);
    }
    if (dimensions.size() > static_cast<std::size_t>(max_array_dimensions))
        throw invalid_value("an array has more than 6 dimensions, PostgreSQL's limit");
    if (count != element_count)
        throw invalid_value("an array's dimensions ask for " + std::to_string(count) +
                            " elements; it has " + std::to_string(element_count));
}

}  // namespace detail

template <class Element>
struct codec<pg::multi_array<Element>> {
    using value_type = value_t<pg::multi_array<Element>>;

    static value_type decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const detail::array_header header = detail::read_array_header(cursor);
        if (header.dimension_count != 0 && !detail::accepts_nested<Element>(header.element_oid))
            detail::throw_wrong_element_type(Element::name, header.element_oid);
        value_type value;
        for (int i = 0; i < header.dimension_count; ++i)
            value.dimensions.push_back({header.lengths[i], header.lower_bounds[i]});
        value.elements.reserve(header.element_count);
        for (std::size_t i = 0; i < header.element_count; ++i) {
            const detail::nested_value element = detail::read_nested(cursor);
            if (element.is_null) value.elements.emplace_back();
            else value.elements.emplace_back(codec<Element>::decode(element.bytes));
        }
        detail::require_end(cursor, pg::multi_array<Element>::name);
        return value;
    }

    static void encode(encoder& out, const value_type& value) {
        detail::require_shape(value.dimensions, value.elements.size());
        bool has_null = false;
        for (const auto& element : value.elements) has_null = has_null || !element;
        detail::write_array_prefix(out, static_cast<int>(value.dimensions.size()), has_null,
                                   detail::nested_oid<Element>(out));
        for (const array_dimension& dimension : value.dimensions) {
            out.integer(dimension.length);
            out.integer(dimension.lower_bound);
        }
        for (const auto& element : value.elements) detail::encode_element<Element>(out, element);
    }
};

template <class Element, std::size_t Size>
struct codec<pg::fixed_array<Element, Size>> {
    using value_type = value_t<pg::fixed_array<Element, Size>>;

    static value_type decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const std::size_t count = detail::read_vector_header<Element>(cursor);
        if (count != Size)
            throw invalid_value("an array of " + std::to_string(count) +
                                " elements does not fit std::array of " + std::to_string(Size));
        value_type values{};
        for (value_t<Element>& value : values) {
            const detail::nested_value element = detail::read_nested(cursor);
            if (element.is_null) detail::throw_null_element(pg::array<Element>::name);
            value = codec<Element>::decode(element.bytes);
        }
        detail::require_end(cursor, pg::array<Element>::name);
        return values;
    }

    static void encode(encoder& out, const value_type& values) {
        detail::write_vector_header(out, Size, false, detail::nested_oid<Element>(out));
        for (const value_t<Element>& value : values) detail::encode_element<Element>(out, value);
    }
};

template <class Value>
struct sql_type_for<multi_array<Value>> {
    using type = pg::multi_array<sql_type_for_t<Value>>;
};
template <class Value, std::size_t Size>
struct sql_type_for<std::array<Value, Size>> {
    using type = pg::fixed_array<sql_type_for_t<Value>, Size>;
};

}  // namespace orm
