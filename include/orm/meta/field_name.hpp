// SPDX-License-Identifier: MIT
// The name of a field, read from the compiler's spelling of a pointer to it.
#pragma once

#include <cstddef>
#include <string_view>

#include <orm/meta/field_pointer.hpp>

namespace orm::meta {

namespace detail {

struct signature_text {
    const char* data;
    std::size_t size;
};

/// "... [with auto Pointer = field_pointer<int>{(& declared_only<S>.S::name)}]" on GCC,
/// "... [Pointer = field_pointer<int>{&declared_only.name}]" on clang.
///
/// Gives a type of our own: GCC explains every alias of the signature at its end. The size comes from
/// the array, for counting characters is the dearest thing that a compiler does with a table.
template <auto Pointer>
constexpr signature_text field_signature() {
    return {ORM_FUNCTION_SIGNATURE, sizeof(ORM_FUNCTION_SIGNATURE) - 1};
}

/// Plain pointers and no calls: this runs for every column of every table.
constexpr std::string_view last_name(signature_text signature) {
    const char* end = signature.data + signature.size;
    while (end[-1] == ']' || end[-1] == '}' || end[-1] == ')') --end;
    const char* begin = end;
    while (begin[-1] != '.' && begin[-1] != ':' && begin[-1] != ' ' && begin[-1] != '&' &&
           begin[-1] != '>' && begin[-1] != '(')
        --begin;
    return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace detail

/// The name of the field that Pointer leads to, as it stands in the source.
template <auto Pointer>
inline constexpr std::string_view field_name =
    detail::last_name(detail::field_signature<Pointer>());

}  // namespace orm::meta
