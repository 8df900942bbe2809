// SPDX-License-Identifier: MIT
// The parts of an array's binary format that do not depend on the element type.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include <orm/core/fixed_string.hpp>
#include <orm/types/codec.hpp>

namespace orm::detail {

/// PostgreSQL's MAXDIM.
inline constexpr int max_array_dimensions = 6;

struct array_header {
    int dimension_count = 0;
    std::uint32_t element_oid = 0;
    std::int32_t lengths[max_array_dimensions] = {};
    std::int32_t lower_bounds[max_array_dimensions] = {};
    std::size_t element_count = 0;
};

/// A value inside an array, a composite or a range: its length, or NULL.
struct nested_value {
    bool is_null;
    byte_view bytes;
};

inline nested_value read_nested(byte_cursor& cursor) {
    const auto length = cursor.read<std::int32_t>();
    if (length == -1) return {true, {}};
    if (length < 0) throw_malformed("array or composite", "has an element of negative length");
    return {false, cursor.take(static_cast<std::size_t>(length))};
}

inline void require_end(const byte_cursor& cursor, const char* type_name) {
    if (!cursor.at_end()) [[unlikely]]
        throw_malformed(type_name, "goes on after its end");
}

/// Reads everything before the elements. No count is believed that the bytes left cannot hold.
inline array_header read_array_header(byte_cursor& cursor) {
    array_header header;
    header.dimension_count = cursor.read<std::int32_t>();
    if (header.dimension_count < 0 || header.dimension_count > max_array_dimensions)
        throw_malformed("array", "has an impossible number of dimensions");
    const auto flags = cursor.read<std::uint32_t>();
    if (flags > 1) throw_malformed("array", "has unknown flags");
    header.element_oid = cursor.read<std::uint32_t>();
    std::uint64_t count = header.dimension_count == 0 ? 0 : 1;
    for (int i = 0; i < header.dimension_count; ++i) {
        header.lengths[i] = cursor.read<std::int32_t>();
        header.lower_bounds[i] = cursor.read<std::int32_t>();
        if (header.lengths[i] <= 0) throw_malformed("array", "has an empty dimension");
        count *= static_cast<std::uint64_t>(header.lengths[i]);
        if (count > max_value_bytes / 4) throw_malformed("array", "has too many elements");
    }
    if (count > cursor.left() / 4) throw_malformed("array", "is shorter than its dimensions");
    header.element_count = static_cast<std::size_t>(count);
    return header;
}

template <class = void>
ORM_COLD [[noreturn]] void throw_not_a_vector(const array_header& header) {
    throw invalid_value("the array has " + std::to_string(header.dimension_count) +
                        " dimensions and starts at " + std::to_string(header.lower_bounds[0]) +
                        "; a vector has one and starts at 1. Use pg::multi_array");
}

inline void require_vector_shape(const array_header& header) {
    if (header.dimension_count == 0) return;
    if (header.dimension_count != 1 || header.lower_bounds[0] != 1) [[unlikely]]
        throw_not_a_vector(header);
}

template <class = void>
ORM_COLD [[noreturn]] void throw_wrong_element_type(const char* expected, std::uint32_t oid) {
    throw invalid_value(std::string("an array of ") + expected +
                        " arrived with elements of type oid " + std::to_string(oid));
}

template <class = void>
ORM_COLD [[noreturn]] void throw_null_element(const char* array_name) {
    throw unexpected_null(std::string("a value of type ") + array_name +
                          " has a NULL element; use pg::array_of_nullable");
}

inline void write_array_prefix(encoder& out, int dimension_count, bool has_null,
                               std::uint32_t oid) {
    out.integer(std::int32_t{dimension_count});
    out.integer(std::int32_t{has_null ? 1 : 0});
    out.integer(oid);
}

inline void write_vector_header(encoder& out, std::size_t count, bool has_null, std::uint32_t oid) {
    if (count > max_value_bytes / 4) throw_value_too_large(count * 4);
    write_array_prefix(out, count == 0 ? 0 : 1, has_null, oid);
    if (count == 0) return;
    out.integer(static_cast<std::int32_t>(count));
    out.integer(std::int32_t{1});
}

template <class Element>
constexpr std::uint32_t array_oid_of() {
    if constexpr (domain_type<Element>) return 0;
    else return Element::array_oid;
}

/// Element types whose arrays come under more than one OID say so themselves.
template <class Element>
constexpr bool accepts_array_oid(std::uint32_t oid) {
    if constexpr (requires { Element::accepts_array(oid); }) return Element::accepts_array(oid);
    else return oid != 0 && oid == array_oid_of<Element>();
}

constexpr std::size_t text_length(const char* text) {
    std::size_t length = 0;
    while (text[length] != '\0') ++length;
    return length;
}

/// The element's name with `[]` behind it, which is also how the server's to_regtype reads it.
template <class Element>
inline constexpr auto array_name = [] {
    constexpr std::size_t length = text_length(Element::name);
    fixed_string<length + 2> name;
    for (std::size_t i = 0; i < length; ++i) name.text[i] = Element::name[i];
    name.text[length] = '[';
    name.text[length + 1] = ']';
    return name;
}();

}  // namespace orm::detail
