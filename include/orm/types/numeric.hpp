// SPDX-License-Identifier: MIT
// numeric.
#pragma once

#include <cstdint>

#include <orm/types/codec.hpp>
#include <orm/types/decimal.hpp>

namespace orm {

namespace pg {

/// Source:   PostgreSQL manual, "Arbitrary Precision Numbers".
struct numeric {
    using value_type = decimal;
    using family = pg::family::number;
    static constexpr std::uint32_t oid = 1700;
    static constexpr std::uint32_t array_oid = 1231;
    static constexpr const char* name = "numeric";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

template <>
struct codec<pg::numeric> {
    static decimal decode(byte_view bytes) { return decimal::decode(bytes); }
    static void encode(encoder& out, const decimal& value) { value.encode(out); }
};

template <>
struct sql_type_for<decimal> {
    using type = pg::numeric;
};

}  // namespace orm
