// SPDX-License-Identifier: MIT
// What makes the values of one column.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>

#include <orm/kit/seed/random.hpp>

namespace orm::fake {

/// The value that is asked for: which row, and the random numbers for it. The same row of the same
/// column gets the same numbers, whatever else is seeded.
struct place {
    std::uint64_t row = 0;
    fake::random random{0};
    bool is_unique = false;          ///< no two rows may have the same value
    std::size_t max_characters = 0;  ///< 0: any length
};

/// Writes one value as the text that PostgreSQL reads for the column's type.
using write_value = std::function<void(std::string& out, place& at)>;

/// What a maker's values are, so that a refinement of the wrong kind does not compile.
enum class kind { any, number, text, moment };

/// Makes the values of a column.
///
///     orm::refine(users.age, orm::fake::integers(18, 90).with_nulls(0.1))
template <kind Kind>
struct maker {
    write_value write;
    bool knows_unique = false;  ///< it heeds place::is_unique by itself
    int null_share = -1;        ///< in thousand; below 0: as the column has it

    /// No two rows get the same value, so that none is changed for a unique column.
    maker distinct() const {
        maker copy = *this;
        copy.knows_unique = true;
        return copy;
    }
    /// This share of the rows is NULL, 0 to 1.
    maker with_nulls(double share) const {
        maker copy = *this;
        copy.null_share = static_cast<int>(share * 1000 + 0.5);
        return copy;
    }
};

/// A maker without its kind.
using any_maker = maker<kind::any>;

template <kind Kind>
any_maker without_kind(const maker<Kind>& of) {
    return {of.write, of.knows_unique, of.null_share};
}

/// `17` in base 36, the shortest suffix that makes a text unique.
inline void append_base_36(std::string& out, std::uint64_t number) {
    char digits[16];
    std::size_t count = 0;
    do digits[count++] = "0123456789abcdefghijklmnopqrstuvwxyz"[number % 36];
    while ((number /= 36) != 0);
    while (count != 0) out += digits[--count];
}

inline void append_number(std::string& out, std::int64_t number) {
    char digits[24];
    std::size_t count = 0;
    auto rest = static_cast<std::uint64_t>(number);
    if (number < 0) {
        out += '-';
        rest = 0 - rest;
    }
    do digits[count++] = static_cast<char>('0' + rest % 10);
    while ((rest /= 10) != 0);
    while (count != 0) out += digits[--count];
}

/// `07`: with zeros in front.
inline void append_padded(std::string& out, std::uint64_t number, int width) {
    std::uint64_t scale = 1;
    for (int digit = 1; digit < width; ++digit) scale *= 10;
    for (; scale != 0; scale /= 10) out += static_cast<char>('0' + number / scale % 10);
}

/// Keeps the first characters of what stands behind `start`.
inline void cut_characters(std::string& out, std::size_t start, std::size_t characters) {
    std::size_t at = start;
    for (std::size_t count = 0; at < out.size(); ++at) {
        const bool begins = (static_cast<unsigned char>(out[at]) & 0xC0) != 0x80;
        if (begins && count++ == characters) break;
    }
    out.resize(at);
}

}  // namespace orm::fake
