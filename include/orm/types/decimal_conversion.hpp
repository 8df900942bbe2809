// SPDX-License-Identifier: MIT
// The named, lossy ways between decimal and double.
#pragma once

#include <charconv>
#include <string>
#include <string_view>

#include <orm/types/decimal.hpp>

namespace orm {

/// The nearest double. Numbers beyond double's range become an infinity, tiny ones zero.
inline double nearest_double(const decimal& value) {
    const std::string text = value.to_string();
    double nearest = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), nearest);
    if (failure != std::errc::result_out_of_range) return nearest;
    const bool is_tiny = value < decimal(1) && value > decimal(-1);
    const double magnitude = is_tiny ? 0.0 : std::numeric_limits<double>::infinity();
    return value.is_negative() ? -magnitude : magnitude;
}

/// The decimal number with the fewest digits that reads back as the same double: 0.1 becomes `0.1`.
///
/// Throws:   never for finite numbers; NaN and infinities become theirs.
inline decimal shortest_decimal(double value) {
    char text[64];
    const auto [end, failure] =
        std::to_chars(text, text + sizeof text, value, std::chars_format::scientific);
    return decimal(std::string_view(text, static_cast<std::size_t>(end - text)));
}

}  // namespace orm
