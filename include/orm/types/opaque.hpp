// SPDX-License-Identifier: MIT
// Types that the library does not know: their bytes as they travel.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include <orm/core/fixed_string.hpp>
#include <orm/types/bytea.hpp>
#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// A type `Name`, written as in SQL, that has no C++ value. Values are the bytes of its binary format,
/// which come back to the server as they came from it.
///
///     orm::column<M, orm::pg::opaque<"cube">> area;
template <fixed_string Name>
struct opaque {
    using value_type = std::vector<std::byte>;
    using family = pg::family::only<opaque>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = Name.text;
    static constexpr bool accepts(std::uint32_t) { return false; }
};

}  // namespace pg

template <fixed_string Name>
struct codec<pg::opaque<Name>> : codec<pg::bytea> {};

}  // namespace orm
