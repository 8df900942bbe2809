// SPDX-License-Identifier: MIT
// Domains: a base type under another name.
#pragma once

#include <cstdint>

#include <orm/core/fixed_string.hpp>
#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// A domain `Name`, written as in SQL, over the SQL type Base. Values are Base's; the server checks
/// the constraints. Alone, a domain travels under its base type's OID.
///
///     using positive = orm::pg::domain<orm::pg::int4, "positive">;
///
/// Source:   PostgreSQL manual, "Domain Types".
template <class Base, fixed_string Name>
struct domain {
    using base_type = Base;
    using value_type = value_t<Base>;
    using family = typename Base::family;
    static constexpr std::uint32_t oid = Base::oid;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = Name.text;
    static constexpr bool accepts(std::uint32_t other) { return Base::accepts(other); }
};

}  // namespace pg

template <class Base, fixed_string Name>
struct codec<pg::domain<Base, Name>> : codec<Base> {};

}  // namespace orm
