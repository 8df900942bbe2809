// SPDX-License-Identifier: MIT
// An exact decimal number: the value of numeric.
#pragma once

#include <compare>
#include <concepts>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <orm/types/codec.hpp>

namespace orm {

namespace detail {
struct decimal_text;
}

/// A decimal number as PostgreSQL's numeric holds it: any sign, up to 131072 digits before and 16383
/// after the point, NaN and both infinities. The number of digits after the point is part of the
/// value: `1.10` stays `1.10`.
///
///     orm::decimal price("19.90");
///     price == orm::decimal("19.9")      // true: equal numbers
///     price.identical(orm::decimal("19.9"))  // false: another scale
///
/// There is no way from and to double but the named ones of decimal_conversion.hpp.
class decimal {
public:
    decimal() = default;

    /// A whole number, exactly.
    template <std::integral Integer>
        requires(!std::same_as<Integer, bool>)
    // NOLINTNEXTLINE(google-explicit-constructor): nothing is lost.
    decimal(Integer value) {
        if constexpr (std::signed_integral<Integer>) {
            if (value < 0) sign_ = negative_sign;
        }
        assign_magnitude(magnitude(value));
    }

    /// Reads `-12.50`, `1e-3`, `NaN`, `Infinity`, `-inf`.
    ///
    /// Throws:   invalid_value for anything else, and for numbers that numeric cannot hold.
    explicit decimal(std::string_view text);

    static decimal nan() { return special(nan_sign); }
    static decimal infinity() { return special(infinity_sign); }
    static decimal negative_infinity() { return special(negative_infinity_sign); }

    bool is_nan() const { return sign_ == nan_sign; }
    bool is_infinite() const { return sign_ == infinity_sign || sign_ == negative_infinity_sign; }
    bool is_finite() const { return sign_ == positive_sign || sign_ == negative_sign; }
    bool is_negative() const { return sign_ == negative_sign || sign_ == negative_infinity_sign; }
    bool is_zero() const { return is_finite() && digits_.empty(); }

    /// Digits after the point, trailing zeros included.
    int scale() const { return scale_; }

    /// The text that PostgreSQL prints for the number.
    std::string to_string() const;

    /// The number as a whole number.
    ///
    /// Throws:   invalid_value when it is not whole or does not fit.
    template <std::integral Integer>
    Integer to_integer() const;

    /// Same number and same scale. NaN is identical to NaN.
    bool identical(const decimal& other) const {
        return sign_ == other.sign_ && weight_ == other.weight_ && scale_ == other.scale_ &&
               digits_ == other.digits_;
    }

    /// Orders like PostgreSQL: NaN equals NaN and is greater than everything else.
    friend std::weak_ordering operator<=>(const decimal& left, const decimal& right) {
        return compare(left, right) <=> 0;
    }
    friend bool operator==(const decimal& left, const decimal& right) {
        return compare(left, right) == 0;
    }

    /// Wire:     numeric_recv's format, binary.
    static decimal decode(byte_view bytes);
    void encode(encoder& out) const;

private:
    static constexpr std::uint16_t positive_sign = 0x0000;
    static constexpr std::uint16_t negative_sign = 0x4000;
    static constexpr std::uint16_t nan_sign = 0xC000;
    static constexpr std::uint16_t infinity_sign = 0xD000;
    static constexpr std::uint16_t negative_infinity_sign = 0xF000;

    static decimal special(std::uint16_t sign) {
        decimal value;
        value.sign_ = sign;
        return value;
    }

    template <class Integer>
    static std::uint64_t magnitude(Integer value) {
        static_assert(sizeof(Integer) <= sizeof(std::uint64_t));
        const auto wide = static_cast<std::uint64_t>(value);
        return value < 0 ? std::uint64_t{0} - wide : wide;
    }

    void append_group(unsigned group) {
        digits_ += static_cast<char>(static_cast<unsigned char>(group >> 8));
        digits_ += static_cast<char>(static_cast<unsigned char>(group & 0xff));
    }

    int group_count() const { return static_cast<int>(digits_.size() / 2); }

    /// The four decimal digits that stand for `10000 ^ power`.
    unsigned group_at(int power) const {
        const int index = weight_ - power;
        if (index < 0 || index >= group_count()) return 0;
        return load_big_endian<std::uint16_t>(digits_.data() + index * 2);
    }

    void assign_magnitude(std::uint64_t value);
    void normalize();
    void require_scale_covers_digits() const;
    static int compare(const decimal& left, const decimal& right);
    static int compare_magnitudes(const decimal& left, const decimal& right);

    /// Base-10000 digits in network byte order, without zero groups at either end: ready for the
    /// wire, comparable with memcmp, and short numbers fit into the string itself.
    std::string digits_;
    int weight_ = 0;
    std::uint16_t sign_ = positive_sign;
    std::uint16_t scale_ = 0;

    friend struct detail::decimal_text;
};

template <std::integral Integer>
Integer decimal::to_integer() const {
    if (!is_finite() || group_count() > weight_ + 1)
        throw invalid_value("the number " +
                            std::string(is_finite() ? "has decimals" : "is not finite") +
                            "; it cannot become a whole number");
    std::uint64_t total = 0;
    for (int power = weight_; power >= 0 && !digits_.empty(); --power) {
        const unsigned group = group_at(power);
        if (total > (std::numeric_limits<std::uint64_t>::max() - group) / 10000)
            throw invalid_value("the number is too large for the integer type");
        total = total * 10000 + group;
    }
    const auto most = static_cast<std::uint64_t>(std::numeric_limits<Integer>::max());
    const std::uint64_t limit =
        is_negative() ? (std::signed_integral<Integer> ? most + 1 : 0) : most;
    if (total > limit) throw invalid_value("the number is too large for the integer type");
    return static_cast<Integer>(is_negative() ? std::uint64_t{0} - total : total);
}

inline void decimal::assign_magnitude(std::uint64_t value) {
    unsigned groups[5] = {};
    int count = 0;
    for (; value != 0; value /= 10000) groups[count++] = static_cast<unsigned>(value % 10000);
    weight_ = count == 0 ? 0 : count - 1;
    while (count > 0) append_group(groups[--count]);
    normalize();
}

/// Drops zero groups at both ends; zero itself has no groups and no sign.
inline void decimal::normalize() {
    std::size_t end = digits_.size();
    while (end != 0 && digits_[end - 1] == 0 && digits_[end - 2] == 0) end -= 2;
    digits_.resize(end);
    std::size_t begin = 0;
    while (begin != end && digits_[begin] == 0 && digits_[begin + 1] == 0) begin += 2;
    digits_.erase(0, begin);
    weight_ -= static_cast<int>(begin / 2);
    if (digits_.empty() && is_finite()) {
        weight_ = 0;
        sign_ = positive_sign;
    }
}

inline int decimal::compare_magnitudes(const decimal& left, const decimal& right) {
    if (left.digits_.empty() || right.digits_.empty())
        return static_cast<int>(right.digits_.empty()) - static_cast<int>(left.digits_.empty());
    if (left.weight_ != right.weight_) return left.weight_ < right.weight_ ? -1 : 1;
    return left.digits_.compare(right.digits_);
}

inline int decimal::compare(const decimal& left, const decimal& right) {
    const auto rank = [](const decimal& value) {
        if (value.sign_ == negative_infinity_sign) return -2;
        if (value.sign_ == infinity_sign) return 2;
        if (value.sign_ == nan_sign) return 3;
        return value.is_negative() ? -1 : 1;
    };
    if (rank(left) != rank(right)) return rank(left) - rank(right);
    if (!left.is_finite()) return 0;
    const int magnitudes = compare_magnitudes(left, right);
    return left.is_negative() ? -magnitudes : magnitudes;
}

/// Digits that the scale does not show would be lost on the way to text.
inline void decimal::require_scale_covers_digits() const {
    const int fraction_groups = group_count() - 1 - weight_;
    if (digits_.empty() || fraction_groups <= 0) return;
    int shown = fraction_groups * 4;
    for (unsigned last = group_at(-fraction_groups); last % 10 == 0; last /= 10) --shown;
    if (shown > scale_) detail::throw_malformed("numeric", "has digits beyond its scale");
}

inline decimal decimal::decode(byte_view bytes) {
    byte_cursor cursor(bytes);
    decimal value;
    const auto count = cursor.read<std::uint16_t>();
    value.weight_ = cursor.read<std::int16_t>();
    value.sign_ = cursor.read<std::uint16_t>();
    const auto scale = cursor.read<std::uint16_t>();
    if (!value.is_finite()) {
        if (!value.is_nan() && !value.is_infinite())
            detail::throw_malformed("numeric", "has no valid sign");
        return special(value.sign_);
    }
    const byte_view digits = cursor.rest();
    if (digits.size != std::size_t{count} * 2) detail::throw_wrong_size("numeric", bytes.size);
    if (scale > 0x3fff) detail::throw_malformed("numeric", "has an impossible scale");
    for (std::size_t i = 0; i < digits.size; i += 2)
        if (load_big_endian<std::uint16_t>(digits.data + i) > 9999) [[unlikely]]
            detail::throw_malformed("numeric", "has a digit group above 9999");
    value.scale_ = scale;
    value.digits_.assign(digits.data, digits.size);
    value.normalize();
    value.require_scale_covers_digits();
    return value;
}

inline void decimal::encode(encoder& out) const {
    out.integer(static_cast<std::uint16_t>(group_count()));
    out.integer(static_cast<std::int16_t>(weight_));
    out.integer(sign_);
    // The server itself sends scale 32 with infinities; the value has no meaning.
    out.integer(is_infinite() ? std::uint16_t{0x20} : scale_);
    out.bytes({digits_.data(), digits_.size()});
}

}  // namespace orm

#include <orm/types/decimal_text.hpp>
