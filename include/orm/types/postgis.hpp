// SPDX-License-Identifier: MIT
// geometry and geography as WKB bytes. They need the extension postgis.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <orm/types/bytea.hpp>
#include <orm/types/codec.hpp>

namespace orm {

namespace pg {

/// A shape as PostGIS sends it, in extended well-known binary: the SQL type and its value.
/// A geometry library reads the bytes.
struct geometry {
    std::vector<std::byte> wkb{};

    friend bool operator==(const geometry&, const geometry&) = default;

    using value_type = geometry;
    using family = pg::family::only<geometry>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "geometry";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

/// A shape on the globe, in the same bytes.
struct geography {
    std::vector<std::byte> wkb{};

    friend bool operator==(const geography&, const geography&) = default;

    using value_type = geography;
    using family = pg::family::only<geography>;
    static constexpr std::uint32_t oid = 0;
    static constexpr std::uint32_t array_oid = 0;
    static constexpr const char* name = "geography";
    static constexpr bool accepts(std::uint32_t) { return false; }
};

}  // namespace pg

namespace detail {

/// Byte order, shape type: less than that is no WKB.
inline constexpr std::size_t least_wkb_bytes = 5;

template <class Sql>
struct wkb_codec {
    static Sql decode(byte_view bytes) {
        if (bytes.size < least_wkb_bytes || (bytes.data[0] != 0 && bytes.data[0] != 1))
            throw_malformed(Sql::name, "is no WKB");
        return {raw_bytes_codec::decode(bytes)};
    }

    static byte_view view(const Sql& value) {
        if (value.wkb.size() < least_wkb_bytes || std::to_integer<int>(value.wkb[0]) > 1)
            throw invalid_value(std::string("the bytes given as ") + Sql::name + " are no WKB");
        return raw_bytes_codec::view(value.wkb);
    }

    static void encode(encoder& out, const Sql& value) { out.bytes(view(value)); }
};

}  // namespace detail

template <>
struct codec<pg::geometry> : detail::wkb_codec<pg::geometry> {};
template <>
struct codec<pg::geography> : detail::wkb_codec<pg::geography> {};

}  // namespace orm
