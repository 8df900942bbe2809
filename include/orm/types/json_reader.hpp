// SPDX-License-Identifier: MIT
// Reads JSON text token by token, as a struct's fields ask for them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <orm/core/config.hpp>
#include <orm/core/error.hpp>

namespace orm::detail {

/// A reading position in a JSON text.
///
/// Throws:   invalid_value for everything that is not what was asked for, with the byte's position.
class json_reader {
public:
    explicit json_reader(std::string_view text) : text_(text) { skip_spaces(); }

    ORM_COLD [[noreturn]] void refuse(const std::string& what) const {
        throw invalid_value("JSON at byte " + std::to_string(at_) + ": " + what);
    }

    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    /// Steps over a character of punctuation and the spaces behind it, if it stands here.
    bool take(char character) {
        if (peek() != character) return false;
        ++at_;
        skip_spaces();
        return true;
    }

    void expect(char character) {
        if (!take(character)) refuse(std::string("expected '") + character + "'");
    }

    void expect_end() const {
        if (at_ != text_.size()) refuse("text behind the end of the document");
    }

    bool take_word(std::string_view word) {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        skip_spaces();
        return true;
    }

    /// The characters of a number; the caller's conversion checks their form.
    std::string_view number() {
        const std::size_t start = at_;
        at_ = text_.find_first_not_of("+-.0123456789eE", at_);
        if (at_ == std::string_view::npos) at_ = text_.size();
        if (at_ == start) refuse("expected a number");
        const std::string_view found = text_.substr(start, at_ - start);
        skip_spaces();
        return found;
    }

    std::string string() {
        if (peek() != '"') refuse("expected a string");
        std::string value;
        for (++at_; peek() != '"';) {
            if (at_ >= text_.size() || static_cast<unsigned char>(text_[at_]) < 0x20)
                refuse("a string does not end");
            if (text_[at_] == '\\') read_escape(value);
            else value += text_[at_++];
        }
        ++at_;
        skip_spaces();
        return value;
    }

    /// Steps over one value of any kind, without recursion. Gives: its text.
    std::string_view raw_value() {
        const std::size_t start = at_;
        std::string closing;
        do {
            skip_token(closing);
        } while (!closing.empty());
        std::size_t end = at_;
        while (end > start && is_space(text_[end - 1])) --end;
        return text_.substr(start, end - start);
    }

private:
    static bool is_space(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }

    void skip_spaces() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    }

    /// One token of a value; brackets that are open stand in `closing`.
    void skip_token(std::string& closing) {
        const char character = peek();
        if (character == '"') static_cast<void>(string());
        else if (character == '{' || character == '[') {
            closing += character == '{' ? '}' : ']';
            take(character);
        } else if (!closing.empty() && character == closing.back()) {
            closing.pop_back();
            take(character);
        } else if (!closing.empty() && (character == ',' || character == ':')) take(character);
        else if (!take_word("true") && !take_word("false") && !take_word("null"))
            static_cast<void>(number());
    }

    unsigned hex4() {
        unsigned value = 0;
        for (int i = 0; i < 4; ++i, ++at_) {
            const char digit = peek();
            const bool is_decimal = digit >= '0' && digit <= '9';
            const char lower = static_cast<char>(digit | 0x20);
            if (!is_decimal && (lower < 'a' || lower > 'f'))
                refuse("a \\u escape needs four digits");
            value = value * 16 + static_cast<unsigned>(is_decimal ? digit - '0' : lower - 'a' + 10);
        }
        return value;
    }

    void read_unicode(std::string& value) {
        unsigned code = hex4();
        if (code >= 0xdc00 && code <= 0xdfff) refuse("half of a surrogate pair");
        if (code >= 0xd800 && code <= 0xdbff) {
            if (text_.substr(at_, 2) != "\\u") refuse("half of a surrogate pair");
            at_ += 2;
            const unsigned low = hex4();
            if (low < 0xdc00 || low > 0xdfff) refuse("half of a surrogate pair");
            code = 0x10000 + ((code - 0xd800) << 10) + (low - 0xdc00);
        }
        append_utf8(value, code);
    }

    static void append_utf8(std::string& value, unsigned code) {
        const auto add = [&value](unsigned byte) { value += static_cast<char>(byte); };
        if (code < 0x80) return add(code);
        if (code < 0x800) {
            add(0xc0 | code >> 6);
        } else {
            if (code < 0x10000) add(0xe0 | code >> 12);
            else {
                add(0xf0 | code >> 18);
                add(0x80 | (code >> 12 & 0x3f));
            }
            add(0x80 | (code >> 6 & 0x3f));
        }
        add(0x80 | (code & 0x3f));
    }

    void read_escape(std::string& value) {
        static constexpr std::string_view letters = "\"\\/bfnrt";
        static constexpr std::string_view meanings = "\"\\/\b\f\n\r\t";
        ++at_;
        const char letter = peek();
        ++at_;
        if (letter == 'u') return read_unicode(value);
        const std::size_t known = letters.find(letter);
        if (letter == '\0' || known == std::string_view::npos) refuse("an unknown escape");
        value += meanings[known];
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace orm::detail
