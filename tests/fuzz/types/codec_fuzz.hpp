// SPDX-License-Identifier: MIT
// Hostile bytes for codecs: a decoder ends with a value or with an orm::error, and nothing else.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <orm/types/codec.hpp>

namespace fuzz {

/// Every type without an OID gets the same one.
struct one_type final : orm::type_resolver {
    std::uint32_t oid_of(const char*) override { return 70'000; }
};

template <class Sql>
std::string encoded(const orm::value_t<Sql>& value) {
    one_type resolver;
    orm::encoder out(&resolver);
    orm::codec<Sql>::encode(out, value);
    return std::string(out.data(), out.size());
}

/// What can be decoded must be encoded, and then be a fixed point: the same bytes for ever.
template <class Sql>
void check(std::string_view bytes) {
    std::string first;
    try {
        first = encoded<Sql>(orm::codec<Sql>::decode({bytes.data(), bytes.size()}));
    } catch (const orm::error&) {
        return;
    }
    const std::string second = encoded<Sql>(orm::codec<Sql>::decode({first.data(), first.size()}));
    if (first != second) std::abort();
}

/// The first byte chooses one of the SQL types, the rest is its value.
template <class... Sql>
int check_one_of(const std::uint8_t* data, std::size_t size) {
    using function = void (*)(std::string_view);
    static constexpr function checks[] = {&check<Sql>...};
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
    checks[data[0] % sizeof...(Sql)](bytes);
    return 0;
}

}  // namespace fuzz
