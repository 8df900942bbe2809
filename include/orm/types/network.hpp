// SPDX-License-Identifier: MIT
// inet, cidr, macaddr and macaddr8: each the SQL type and its value.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <orm/types/codec.hpp>

namespace orm {

/// Source:   PostgreSQL manual, "Network Address Types".
namespace pg {

/// What inet and cidr hold: an address of 4 or 16 bytes and the length of its network part.
struct network_address {
    bool is_ipv6 = false;
    std::uint8_t prefix_length = 32;
    /// The first 4 or all 16 bytes count; the others are zero.
    std::array<unsigned char, 16> bytes{};

    constexpr std::size_t byte_count() const { return is_ipv6 ? 16 : 4; }
    constexpr int max_prefix_length() const { return is_ipv6 ? 128 : 32; }

    friend bool operator==(const network_address&, const network_address&) = default;
};

/// A host, with its network if wanted: `192.168.0.1/24`.
struct inet {
    network_address address{};

    /// Reads `10.0.0.1`, `10.0.0.1/8`, `2001:db8::1/32`, `::ffff:1.2.3.4`.
    ///
    /// Throws:   invalid_value for anything else.
    static inet parse(std::string_view text);

    /// As PostgreSQL prints it: without the length when it is the whole address.
    std::string to_string() const;

    friend bool operator==(const inet&, const inet&) = default;

    using value_type = inet;
    struct family {};
    static constexpr std::uint32_t oid = 869;
    static constexpr std::uint32_t array_oid = 1041;
    static constexpr const char* name = "inet";
    static constexpr bool accepts(std::uint32_t other) { return other == 869 || other == 650; }
};

/// A network: no bit is set behind the prefix.
struct cidr {
    network_address address{};

    /// Throws:   invalid_value for text that is no network, and for bits behind the prefix.
    static cidr parse(std::string_view text);

    std::string to_string() const;

    friend bool operator==(const cidr&, const cidr&) = default;

    using value_type = cidr;
    using family = inet::family;
    static constexpr std::uint32_t oid = 650;
    static constexpr std::uint32_t array_oid = 651;
    static constexpr const char* name = "cidr";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct macaddr {
    std::array<unsigned char, 6> bytes{};

    /// Reads six bytes in hexadecimal with `:`, `-`, `.` or nothing between them.
    ///
    /// Throws:   invalid_value for anything else.
    static macaddr parse(std::string_view text);
    std::string to_string() const;

    friend bool operator==(const macaddr&, const macaddr&) = default;
    friend auto operator<=>(const macaddr&, const macaddr&) = default;

    using value_type = macaddr;
    using family = pg::family::only<macaddr>;
    static constexpr std::uint32_t oid = 829;
    static constexpr std::uint32_t array_oid = 1040;
    static constexpr const char* name = "macaddr";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct macaddr8 {
    std::array<unsigned char, 8> bytes{};

    /// As macaddr; six bytes get ff:fe in their middle, as in PostgreSQL.
    static macaddr8 parse(std::string_view text);
    std::string to_string() const;

    friend bool operator==(const macaddr8&, const macaddr8&) = default;
    friend auto operator<=>(const macaddr8&, const macaddr8&) = default;

    using value_type = macaddr8;
    using family = pg::family::only<macaddr8>;
    static constexpr std::uint32_t oid = 774;
    static constexpr std::uint32_t array_oid = 775;
    static constexpr const char* name = "macaddr8";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

/// The server's numbers for the two address families, on every platform.
inline constexpr std::uint8_t wire_ipv4 = 2;
inline constexpr std::uint8_t wire_ipv6 = 3;

inline bool has_host_bits(const pg::network_address& address) {
    for (std::size_t bit = address.prefix_length; bit < address.byte_count() * 8; ++bit)
        if ((address.bytes[bit / 8] >> (7 - bit % 8) & 1) != 0) return true;
    return false;
}

ORM_COLD [[noreturn]] inline void throw_host_bits() {
    throw invalid_value("a cidr value has bits set behind its prefix; use inet for a host");
}

inline pg::network_address read_address(byte_view bytes, bool is_cidr, const char* type_name) {
    byte_cursor cursor(bytes);
    const auto kind = cursor.read<std::uint8_t>();
    if (kind != wire_ipv4 && kind != wire_ipv6)
        throw_malformed(type_name, "is of an unknown family");
    pg::network_address address;
    address.is_ipv6 = kind == wire_ipv6;
    address.prefix_length = cursor.read<std::uint8_t>();
    if (address.prefix_length > address.max_prefix_length())
        throw_malformed(type_name, "has an impossible prefix length");
    // The flag tells cidr from inet; inet reads both.
    if (cursor.read<std::uint8_t>() > 1) throw_malformed(type_name, "has an unknown flag");
    if (cursor.read<std::uint8_t>() != address.byte_count())
        throw_malformed(type_name, "has an address of another length than its family's");
    require_size(cursor.rest(), address.byte_count(), type_name);
    std::memcpy(address.bytes.data(), bytes.data + 4, address.byte_count());
    if (is_cidr && has_host_bits(address)) throw_host_bits();
    return address;
}

inline void write_address(encoder& out, const pg::network_address& address, bool is_cidr) {
    if (address.prefix_length > address.max_prefix_length())
        throw invalid_value("the prefix of a network address is longer than the address");
    if (is_cidr && has_host_bits(address)) throw_host_bits();
    out.integer(address.is_ipv6 ? wire_ipv6 : wire_ipv4);
    out.integer(address.prefix_length);
    out.integer(static_cast<std::uint8_t>(is_cidr ? 1 : 0));
    out.integer(static_cast<std::uint8_t>(address.byte_count()));
    out.bytes({reinterpret_cast<const char*>(address.bytes.data()), address.byte_count()});
}

template <class Sql>
struct macaddr_codec {
    static Sql decode(byte_view bytes) {
        Sql value;
        require_size(bytes, value.bytes.size(), Sql::name);
        std::memcpy(value.bytes.data(), bytes.data, bytes.size);
        return value;
    }
    static byte_view view(const Sql& value) {
        return {reinterpret_cast<const char*>(value.bytes.data()), value.bytes.size()};
    }
    static void encode(encoder& out, const Sql& value) { out.bytes(view(value)); }
};

}  // namespace detail

template <>
struct codec<pg::inet> {
    static pg::inet decode(byte_view bytes) { return {detail::read_address(bytes, false, "inet")}; }
    static void encode(encoder& out, const pg::inet& value) {
        detail::write_address(out, value.address, false);
    }
};

template <>
struct codec<pg::cidr> {
    static pg::cidr decode(byte_view bytes) { return {detail::read_address(bytes, true, "cidr")}; }
    static void encode(encoder& out, const pg::cidr& value) {
        detail::write_address(out, value.address, true);
    }
};

template <>
struct codec<pg::macaddr> : detail::macaddr_codec<pg::macaddr> {};
template <>
struct codec<pg::macaddr8> : detail::macaddr_codec<pg::macaddr8> {};

}  // namespace orm

#include <orm/types/network_text.hpp>
