// SPDX-License-Identifier: MIT
// Decimal numbers from and to text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <orm/types/decimal.hpp>

namespace orm {

namespace detail {

/// Reads and prints a decimal; knows its groups.
struct decimal_text {
    static constexpr int max_digits_before_point = 131'072;
    static constexpr int max_scale = 16'383;
    /// Beyond this any exponent is out of range, whatever the digits are.
    static constexpr int exponent_limit = 2'000'000;

    template <class = void>
    ORM_COLD [[noreturn]] static void throw_not_a_number() {
        throw invalid_value("the text is not a decimal number (12.50, -3, 1e-3, NaN, Infinity)");
    }

    template <class = void>
    ORM_COLD [[noreturn]] static void throw_out_of_range() {
        throw invalid_value(
            "numeric holds up to 131072 digits before and 16383 after the point; "
            "the number has more");
    }

    /// <algorithm> costs more time to compile than this file.
    template <class Number>
    static constexpr Number smaller(Number left, Number right) {
        return right < left ? right : left;
    }

    static constexpr bool is_digit(char character) { return character >= '0' && character <= '9'; }

    static constexpr bool equals_lower(std::string_view text, std::string_view lower) {
        if (text.size() != lower.size()) return false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char character = text[i];
            const bool is_upper = character >= 'A' && character <= 'Z';
            if ((is_upper ? static_cast<char>(character + 32) : character) != lower[i])
                return false;
        }
        return true;
    }

    static bool read_special(std::string_view text, bool negative, decimal& value) {
        if (equals_lower(text, "inf") || equals_lower(text, "infinity")) {
            value = negative ? decimal::negative_infinity() : decimal::infinity();
            return true;
        }
        return false;
    }

    static std::size_t digit_run(std::string_view text, std::size_t position) {
        while (position < text.size() && is_digit(text[position])) ++position;
        return position;
    }

    /// What follows the digits: nothing, or `e` with a whole number.
    static int read_exponent(std::string_view text) {
        if (text.empty()) return 0;
        if (text[0] != 'e' && text[0] != 'E') throw_not_a_number();
        text.remove_prefix(1);
        const bool negative = !text.empty() && text[0] == '-';
        if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
        if (text.empty() || digit_run(text, 0) != text.size()) throw_not_a_number();
        int exponent = 0;
        for (const char digit : text)
            exponent = smaller(exponent * 10 + (digit - '0'), exponent_limit);
        return negative ? -exponent : exponent;
    }

    /// Cuts decimal digits into groups of four around the point. `point` is the number of digits
    /// before the point; it may lie outside of the digits on either side.
    static void assign_digits(decimal& value, std::string_view digits, std::int64_t point) {
        const std::size_t zeros = smaller(digits.find_first_not_of('0'), digits.size());
        digits.remove_prefix(zeros);
        point -= static_cast<std::int64_t>(zeros);
        if (digits.empty()) return;
        if (point > max_digits_before_point || point < -max_scale) throw_out_of_range();
        const auto before = static_cast<int>(point);
        const int weight = before > 0 ? (before - 1) / 4 : -((-before) / 4) - 1;
        auto left_in_group = static_cast<std::size_t>(before - weight * 4);
        value.weight_ = weight;
        value.digits_.reserve(digits.size() / 2 + 4);
        for (std::size_t position = 0; position < digits.size(); left_in_group = 4) {
            unsigned group = 0;
            for (; left_in_group != 0; --left_in_group, ++position)
                group =
                    group * 10 +
                    (position < digits.size() ? static_cast<unsigned>(digits[position] - '0') : 0U);
            value.append_group(group);
        }
        value.normalize();
    }

    static void read_finite(decimal& value, std::string_view text) {
        const std::size_t before = digit_run(text, 0);
        const bool has_point = before < text.size() && text[before] == '.';
        const std::size_t end = has_point ? digit_run(text, before + 1) : before;
        const std::size_t after = has_point ? end - before - 1 : 0;
        if (before + after == 0) throw_not_a_number();
        const int exponent = read_exponent(text.substr(end));
        const auto scale = static_cast<std::int64_t>(after) - exponent;
        if (scale > max_scale) throw_out_of_range();
        value.scale_ = static_cast<std::uint16_t>(scale > 0 ? scale : 0);
        const auto point = static_cast<std::int64_t>(before) + exponent;
        if (!has_point) return assign_digits(value, text.substr(0, before), point);
        std::string digits(text.substr(0, before));
        digits += text.substr(before + 1, after);
        assign_digits(value, digits, point);
    }

    static void append_group(std::string& text, unsigned group) {
        const char four[] = {
            static_cast<char>('0' + group / 1000), static_cast<char>('0' + group / 100 % 10),
            static_cast<char>('0' + group / 10 % 10), static_cast<char>('0' + group % 10)};
        text.append(four, 4);
    }

    static void print_whole_part(std::string& text, const decimal& value) {
        const std::size_t start = text.size();
        for (int power = value.weight_; power >= 0; --power)
            append_group(text, value.group_at(power));
        const std::size_t first = smaller(text.find_first_not_of('0', start), text.size());
        text.erase(start, first - start);
        if (text.size() == start) text += '0';
    }

    static void print_fraction(std::string& text, const decimal& value) {
        if (value.scale() == 0) return;
        text += '.';
        const std::size_t end = text.size() + static_cast<std::size_t>(value.scale());
        for (int power = -1; text.size() < end; --power) append_group(text, value.group_at(power));
        text.resize(end);
    }
};

}  // namespace detail

inline decimal::decimal(std::string_view text) {
    if (detail::decimal_text::equals_lower(text, "nan")) {
        sign_ = nan_sign;
        return;
    }
    const bool has_sign = !text.empty() && (text[0] == '-' || text[0] == '+');
    const bool negative = has_sign && text[0] == '-';
    if (has_sign) text.remove_prefix(1);
    if (detail::decimal_text::read_special(text, negative, *this)) return;
    detail::decimal_text::read_finite(*this, text);
    if (negative && !is_zero()) sign_ = negative_sign;
}

inline std::string decimal::to_string() const {
    if (is_nan()) return "NaN";
    if (is_infinite()) return is_negative() ? "-Infinity" : "Infinity";
    std::string text;
    text.reserve(static_cast<std::size_t>((weight_ < 0 ? 0 : weight_ + 1) * 4 + scale_ + 3));
    if (is_negative()) text += '-';
    detail::decimal_text::print_whole_part(text, *this);
    detail::decimal_text::print_fraction(text, *this);
    return text;
}

}  // namespace orm
