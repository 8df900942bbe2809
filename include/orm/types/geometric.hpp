// SPDX-License-Identifier: MIT
// point, line, lseg, box, path, polygon and circle: each the SQL type and its value.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <orm/types/codec.hpp>

namespace orm {

/// Source:   PostgreSQL manual, "Geometric Types".
namespace pg {

struct point {
    double x = 0;
    double y = 0;

    friend bool operator==(const point&, const point&) = default;

    using value_type = point;
    using family = pg::family::incomparable;
    static constexpr std::uint32_t oid = 600;
    static constexpr std::uint32_t array_oid = 1017;
    static constexpr const char* name = "point";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// The line a·x + b·y + c = 0; a and b are not both zero.
struct line {
    double a = 0;
    double b = 0;
    double c = 0;

    friend bool operator==(const line&, const line&) = default;

    using value_type = line;
    using family = pg::family::only<line>;
    static constexpr std::uint32_t oid = 628;
    static constexpr std::uint32_t array_oid = 629;
    static constexpr const char* name = "line";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// A line segment.
struct lseg {
    point start{};
    point end{};

    friend bool operator==(const lseg&, const lseg&) = default;

    using value_type = lseg;
    using family = pg::family::only<lseg>;
    static constexpr std::uint32_t oid = 601;
    static constexpr std::uint32_t array_oid = 1018;
    static constexpr const char* name = "lseg";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

/// The server stores the corners in this order, whichever two are given.
struct box {
    point upper_right{};
    point lower_left{};

    friend bool operator==(const box&, const box&) = default;

    using value_type = box;
    using family = pg::family::only<box>;
    static constexpr std::uint32_t oid = 603;
    static constexpr std::uint32_t array_oid = 1020;
    static constexpr const char* name = "box";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct path {
    std::vector<point> points{};
    bool is_closed = false;

    friend bool operator==(const path&, const path&) = default;

    using value_type = path;
    using family = pg::family::only<path>;
    static constexpr std::uint32_t oid = 602;
    static constexpr std::uint32_t array_oid = 1019;
    static constexpr const char* name = "path";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct polygon {
    std::vector<point> points{};

    friend bool operator==(const polygon&, const polygon&) = default;

    using value_type = polygon;
    using family = pg::family::incomparable;
    static constexpr std::uint32_t oid = 604;
    static constexpr std::uint32_t array_oid = 1027;
    static constexpr const char* name = "polygon";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

struct circle {
    point center{};
    double radius = 0;

    friend bool operator==(const circle&, const circle&) = default;

    using value_type = circle;
    using family = pg::family::only<circle>;
    static constexpr std::uint32_t oid = 718;
    static constexpr std::uint32_t array_oid = 719;
    static constexpr const char* name = "circle";
    static constexpr bool accepts(std::uint32_t other) { return other == oid; }
};

}  // namespace pg

namespace detail {

inline double read_double(byte_cursor& cursor) {
    return std::bit_cast<double>(cursor.read<std::uint64_t>());
}

inline void write_double(encoder& out, double value) {
    out.integer(std::bit_cast<std::uint64_t>(value));
}

inline pg::point read_point(byte_cursor& cursor) {
    const double x = read_double(cursor);
    return {x, read_double(cursor)};
}

inline void write_point(encoder& out, const pg::point& point) {
    write_double(out, point.x);
    write_double(out, point.y);
}

inline std::vector<pg::point> read_points(byte_cursor& cursor, const char* type_name) {
    const auto count = cursor.read<std::uint32_t>();
    if (cursor.left() % 16 != 0 || count != cursor.left() / 16)
        throw_malformed(type_name, "has another number of points than it says");
    std::vector<pg::point> points;
    points.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i) points.push_back(read_point(cursor));
    return points;
}

inline void write_points(encoder& out, const std::vector<pg::point>& points) {
    if (points.size() > max_value_bytes / 16) throw_value_too_large(points.size() * 16);
    out.integer(static_cast<std::uint32_t>(points.size()));
    for (const pg::point& point : points) write_point(out, point);
}

}  // namespace detail

template <>
struct codec<pg::point> {
    static pg::point decode(byte_view bytes) {
        detail::require_size(bytes, 16, pg::point::name);
        byte_cursor cursor(bytes);
        return detail::read_point(cursor);
    }
    static void encode(encoder& out, const pg::point& value) { detail::write_point(out, value); }
};

template <>
struct codec<pg::line> {
    static pg::line decode(byte_view bytes) {
        detail::require_size(bytes, 24, pg::line::name);
        byte_cursor cursor(bytes);
        const double a = detail::read_double(cursor);
        const double b = detail::read_double(cursor);
        return {a, b, detail::read_double(cursor)};
    }
    static void encode(encoder& out, const pg::line& value) {
        detail::write_double(out, value.a);
        detail::write_double(out, value.b);
        detail::write_double(out, value.c);
    }
};

template <>
struct codec<pg::lseg> {
    static pg::lseg decode(byte_view bytes) {
        detail::require_size(bytes, 32, pg::lseg::name);
        byte_cursor cursor(bytes);
        const pg::point start = detail::read_point(cursor);
        return {start, detail::read_point(cursor)};
    }
    static void encode(encoder& out, const pg::lseg& value) {
        detail::write_point(out, value.start);
        detail::write_point(out, value.end);
    }
};

template <>
struct codec<pg::box> {
    static pg::box decode(byte_view bytes) {
        detail::require_size(bytes, 32, pg::box::name);
        byte_cursor cursor(bytes);
        const pg::point upper_right = detail::read_point(cursor);
        return {upper_right, detail::read_point(cursor)};
    }
    static void encode(encoder& out, const pg::box& value) {
        detail::write_point(out, value.upper_right);
        detail::write_point(out, value.lower_left);
    }
};

template <>
struct codec<pg::path> {
    static pg::path decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        const auto closed = cursor.read<std::uint8_t>();
        if (closed > 1) detail::throw_malformed("path", "is neither open nor closed");
        return {detail::read_points(cursor, pg::path::name), closed == 1};
    }
    static void encode(encoder& out, const pg::path& value) {
        out.integer(static_cast<std::uint8_t>(value.is_closed ? 1 : 0));
        detail::write_points(out, value.points);
    }
};

template <>
struct codec<pg::polygon> {
    static pg::polygon decode(byte_view bytes) {
        byte_cursor cursor(bytes);
        return {detail::read_points(cursor, pg::polygon::name)};
    }
    static void encode(encoder& out, const pg::polygon& value) {
        detail::write_points(out, value.points);
    }
};

template <>
struct codec<pg::circle> {
    static pg::circle decode(byte_view bytes) {
        detail::require_size(bytes, 24, pg::circle::name);
        byte_cursor cursor(bytes);
        const pg::point center = detail::read_point(cursor);
        return {center, detail::read_double(cursor)};
    }
    static void encode(encoder& out, const pg::circle& value) {
        detail::write_point(out, value.center);
        detail::write_double(out, value.radius);
    }
};

}  // namespace orm
