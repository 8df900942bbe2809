// SPDX-License-Identifier: MIT
// What a column's type and simple checks allow: ranges, lengths, choices, order between columns.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/sql_text.hpp>

namespace orm::kit::seeding {

/// What invented values of a column must heed.
struct limits {
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> greatest;
    std::size_t min_characters = 0;
    std::size_t max_characters = 0;
    std::vector<std::string> choices;
    std::vector<std::string> refused;
    std::string not_before;  ///< the column whose value comes first: `starts_at` for "ends_at"
    bool is_lower_case = false;
};

namespace detail {

/// A check as words: identifiers, literals, operators; casts and blanks are left out.
class check_reader {
public:
    check_reader(std::string_view expression, std::string_view column, limits& into)
        : column_(column), into_(into) {
        cut(expression);
    }

    /// Reads what it understands; the rest is the server's to judge.
    void read() {
        if (std::find(words_.begin(), words_.end(), "or") != words_.end()) return read_cases();
        for (std::size_t at = 0; at < words_.size(); ++at) read_at(at);
    }

private:
    /// `kind = 'a' and x is null or kind = 'b'`: the values that the cases name.
    void read_cases() {
        std::vector<std::string> choices = into_.choices;
        for (std::size_t at = 0; at < words_.size(); ++at)
            if (word(at) == column_ && word(at + 1) == "=" && is_literal(word(at + 2)) &&
                std::find(choices.begin(), choices.end(), inner(word(at + 2))) == choices.end())
                choices.push_back(inner(word(at + 2)));
        if (into_.choices.empty()) into_.choices = choices;
    }

    void cut(std::string_view expression) {
        bool is_cast = false;
        for (const catalog::sql_piece& piece : catalog::sql_pieces(expression)) {
            if (piece.text == " " || piece.text == "\n" || piece.text == "(" || piece.text == ")" ||
                piece.text == "[" || piece.text == "]" || piece.text == ",")
                continue;
            const bool is_colon = piece.text == ":";
            const bool goes_on = is_cast && is_type_word(piece.text);
            if (is_colon) is_cast = true;
            else if (!goes_on) is_cast = false;
            if (is_colon || goes_on) continue;
            append(piece);
        }
    }

    static bool is_type_word(std::string_view text) {
        return catalog::detail::starts_word(text[0]) || text[0] == '"' || text == ".";
    }

    /// Operators come as single characters: `>` and `=` are one word.
    void append(const catalog::sql_piece& piece) {
        constexpr std::string_view signs = "<>=!~";
        const bool is_sign = piece.text.size() == 1 && signs.find(piece.text[0]) != signs.npos;
        const bool follows_sign =
            !words_.empty() && !words_.back().empty() && signs.find(words_.back()[0]) != signs.npos;
        if (is_sign && follows_sign) words_.back() += piece.text;
        else if (piece.is_identifier) words_.push_back(piece.name);
        else if (!words_.empty() && words_.back() == "-" && !is_sign) words_.back() += piece.text;
        else words_.emplace_back(piece.text);
    }

    const std::string& word(std::size_t at) const {
        static const std::string none;
        return at < words_.size() ? words_[at] : none;
    }

    static bool is_literal(const std::string& text) { return text.size() > 1 && text[0] == '\''; }
    static std::string inner(const std::string& literal) {
        std::string text;
        for (std::size_t at = 1; at + 1 < literal.size(); ++at) {
            text += literal[at];
            if (literal[at] == '\'') ++at;
        }
        return text;
    }

    static std::optional<std::int64_t> number(const std::string& given) {
        const std::string text = is_literal(given) ? inner(given) : given;
        const std::size_t digits = text.rfind('-', 0) == 0 ? 1 : 0;
        if (text.size() == digits || text.size() > 18) return std::nullopt;
        std::int64_t value = 0;
        for (std::size_t at = digits; at < text.size(); ++at) {
            if (text[at] == '.') break;
            if (text[at] < '0' || text[at] > '9') return std::nullopt;
            value = value * 10 + (text[at] - '0');
        }
        return digits == 1 ? -value : value;
    }

    static bool is_length_function(const std::string& name) {
        return name == "length" || name == "char_length" || name == "character_length";
    }

    void read_at(std::size_t at) {
        if (word(at) != column_) return;
        const std::string& before = at == 0 ? word(words_.size()) : word(at - 1);
        const std::string& sign = word(at + 1);
        const std::string& other = word(at + 2);
        if (sign == "=" && (other == "any" || other == "in")) return read_choices(at + 3);
        if (sign == "in") return read_choices(at + 2);
        if (before == "lower" && sign == "=") into_.is_lower_case = true;
        if (sign == "=" && other == "lower") into_.is_lower_case = true;
        if (before.empty() && sign == "=" && is_literal(other)) into_.choices = {inner(other)};
        if (is_length_function(before)) return read_length(sign, other);
        if (before == "upper" || before == "lower" || before == "btrim") return;
        if (sign == "<>" && is_literal(other)) into_.refused.push_back(inner(other));
        if (const auto value = number(other)) return read_number(sign, *value);
        if (!before.empty() && before[0] == '<' && !is_literal(word(at - 2)) &&
            !number(word(at - 2)))
            into_.not_before = word(at - 2);
        const bool is_name = !other.empty() && catalog::detail::starts_word(other[0]);
        if ((sign == ">" || sign == ">=") && is_name) into_.not_before = other;
    }

    void read_choices(std::size_t at) {
        std::vector<std::string> choices;
        for (; at < words_.size(); ++at) {
            if (word(at) == "array") continue;
            if (is_literal(word(at))) choices.push_back(inner(word(at)));
            else if (number(word(at))) choices.push_back(word(at));
            else break;
        }
        if (!choices.empty()) into_.choices = choices;
    }

    void read_length(const std::string& sign, const std::string& other) {
        const auto value = number(other);
        if (!value || *value < 0) return;
        const auto characters = static_cast<std::size_t>(*value);
        if (sign == ">") into_.min_characters = characters + 1;
        if (sign == ">=" || sign == "=") into_.min_characters = characters;
        if (sign == "<") lower_length(characters - 1);
        if (sign == "<=" || sign == "=") lower_length(characters);
    }
    void lower_length(std::size_t characters) {
        if (into_.max_characters == 0 || characters < into_.max_characters)
            into_.max_characters = characters;
    }

    void read_number(const std::string& sign, std::int64_t value) {
        if (sign == ">") into_.least = value + 1;
        if (sign == ">=") into_.least = value;
        if (sign == "<") into_.greatest = value - 1;
        if (sign == "<=") into_.greatest = value;
        if (sign == "=") into_.least = into_.greatest = value;
    }

    std::vector<std::string> words_;
    std::string_view column_;
    limits& into_;
};

}  // namespace detail

/// `(255)` of `varchar(255)`; 0 for a type without a length.
inline std::size_t length_of(const std::string& type) {
    const std::size_t open = type.find('(');
    if (open == std::string::npos) return 0;
    return static_cast<std::size_t>(std::strtoul(type.c_str() + open + 1, nullptr, 10));
}

inline limits limits_of(const catalog::database& of, const catalog::table& table,
                        const catalog::column& column) {
    limits found;
    const catalog::domain* domain = catalog::find(of.domains, column.type.schema, column.type.name);
    const std::string& type = domain != nullptr ? domain->base.name : column.type.name;
    if (type.rfind("varchar", 0) == 0 || type.rfind("char", 0) == 0)
        found.max_characters = length_of(type);
    if (type == "char") found.max_characters = 1;
    if (domain != nullptr)
        for (const catalog::check_constraint& check : domain->checks)
            detail::check_reader(check.expression, "value", found).read();
    for (const catalog::check_constraint& check : table.checks)
        detail::check_reader(check.expression, column.name, found).read();
    return found;
}

}  // namespace orm::kit::seeding
