// SPDX-License-Identifier: MIT
// The name of a type without its namespaces, read from the compiler's spelling.
#pragma once

#include <cstddef>
#include <string_view>

#include <orm/core/config.hpp>

namespace orm::meta {

namespace detail {

/// "... [with Type = app::UserRole]" on GCC, "... [Type = app::UserRole]" on clang.
template <class Type>
constexpr const char* type_signature() {
    return ORM_FUNCTION_SIGNATURE;
}

constexpr std::string_view last_word(std::string_view signature) {
    const std::size_t end = signature.size() - 1;
    std::size_t begin = end;
    while (signature[begin - 1] != ' ' && signature[begin - 1] != ':') --begin;
    return signature.substr(begin, end - begin);
}

}  // namespace detail

/// `UserRole` for app::UserRole. For types that are not templates.
template <class Type>
constexpr std::string_view type_name() {
    return detail::last_word(detail::type_signature<Type>());
}

}  // namespace orm::meta
