// SPDX-License-Identifier: MIT
// Looks for what JSON libraries would lose: numbers that no double or 64-bit integer holds, and depth.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <orm/types/decimal_conversion.hpp>

namespace orm::detail {

/// Document libraries walk their trees by recursion; deeper ones could exhaust the stack.
inline constexpr int max_document_depth = 1'000;

/// Walks over the tokens of a JSON text that a parser has accepted or will check.
class json_scan {
public:
    explicit json_scan(std::string_view text) : text_(text) {}

    /// Throws:   invalid_value for a number that would change, and for a document that is too deep.
    void require_harmless() {
        while (at_ < text_.size()) {
            const char character = text_[at_];
            if (character == '"') skip_string();
            else if (character == '-' || (character >= '0' && character <= '9')) check_number();
            else step(character);
        }
    }

private:
    void step(char character) {
        if (character == '{' || character == '[') ++depth_;
        if (character == '}' || character == ']') --depth_;
        if (depth_ > max_document_depth)
            throw invalid_value(
                "a JSON document is nested more than 1000 deep; read it as json_text");
        ++at_;
    }

    void skip_string() {
        for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_)
            if (text_[at_] == '\\') ++at_;
        ++at_;
    }

    void check_number() {
        const std::size_t end = text_.find_first_not_of("+-.0123456789eE", at_);
        const std::string_view number = text_.substr(at_, end - at_);
        at_ = end == std::string_view::npos ? text_.size() : end;
        // Up to 18 digits fit every 64-bit integer, and 15 significant ones every double.
        if (number.size() <= 15 && number.find_first_of("eE") == std::string_view::npos) return;
        if (!survives(decimal(number)))
            throw invalid_value("a JSON number (" + std::string(number.substr(0, 40)) +
                                ") fits neither a 64-bit integer nor a double exactly; read the "
                                "document as json_text");
    }

    static bool survives(const decimal& number) {
        static const decimal least(std::numeric_limits<std::int64_t>::min());
        static const decimal most(std::numeric_limits<std::uint64_t>::max());
        if (number.scale() == 0 && number >= least && number <= most) return true;
        const double nearest = nearest_double(number);
        return nearest - nearest == 0 && shortest_decimal(nearest) == number;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

}  // namespace orm::detail
