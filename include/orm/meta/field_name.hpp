// SPDX-License-Identifier: MIT
// The name of a field, read from the compiler's spelling of a pointer to it.
#pragma once

#include <cstddef>
#include <string_view>

#include <orm/meta/field_pointer.hpp>

namespace orm::meta {

namespace detail {

/// "... [with auto Pointer = field_pointer<int>{(& declared_only<S>.S::name)}]" on GCC,
/// "... [Pointer = field_pointer<int>{&declared_only.name}]" on clang.
///
/// Gives a plain pointer: GCC explains every alias of the signature at its end.
template <auto Pointer>
constexpr const char* field_signature() {
    return ORM_FUNCTION_SIGNATURE;
}

constexpr bool ends_name(char character) {
    return character == '.' || character == ':' || character == ' ' || character == '&' ||
           character == '>' || character == '(';
}

constexpr std::string_view last_name(std::string_view signature) {
    std::size_t end = signature.size();
    while (signature[end - 1] == ']' || signature[end - 1] == '}' || signature[end - 1] == ')')
        --end;
    std::size_t begin = end;
    while (!ends_name(signature[begin - 1])) --begin;
    return signature.substr(begin, end - begin);
}

}  // namespace detail

/// The name of the field that Pointer leads to, as it stands in the source.
template <auto Pointer>
inline constexpr std::string_view field_name =
    detail::last_name(detail::field_signature<Pointer>());

}  // namespace orm::meta
