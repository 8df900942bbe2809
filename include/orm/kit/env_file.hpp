// SPDX-License-Identifier: MIT
// Reads `.env` files: strictly, for a setting that is read wrongly points to the wrong database.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/core/error.hpp>
#include <orm/sql/utf8.hpp>

namespace orm::kit {

/// One setting, and where it stands.
struct env_entry {
    std::string name;
    std::string value;
    std::size_t line = 0;
};

/// A line of an `.env` file that has two meanings, or none. The message never shows a value.
struct env_file_error : error {
    using error::error;
};

namespace detail {

/// Reads one file. Grammar of a line:
///
///     [export ] NAME=value [ # comment]      value: bare, 'as it stands' or "with \n \t \" \\ \$"
class env_reader {
public:
    env_reader(std::string_view text, std::string path) : text_(text), path_(std::move(path)) {}

    std::vector<env_entry> read() {
        if (lexical::first_invalid_byte(text_) != text_.size())
            fail("the file is not valid UTF-8; save it as UTF-8");
        if (text_.substr(0, 3) == "\xEF\xBB\xBF") text_.remove_prefix(3);
        while (!text_.empty()) {
            ++line_number_;
            read_line(take_line());
        }
        return std::move(entries_);
    }

private:
    static constexpr std::string_view blanks = " \t";

    std::string_view take_line() {
        const std::size_t end = std::min(text_.find('\n'), text_.size());
        std::string_view line = text_.substr(0, end);
        text_.remove_prefix(std::min(end + 1, text_.size()));
        if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
        return line;
    }

    void read_line(std::string_view line) {
        line.remove_prefix(std::min(line.find_first_not_of(blanks), line.size()));
        if (line.empty() || line.front() == '#') return;
        if (line.substr(0, 7) == "export ") line.remove_prefix(7);
        const std::size_t equals = line.find('=');
        if (equals == std::string_view::npos) fail("there is no '='; write NAME=value");
        const std::string_view name = line.substr(0, equals);
        require_name(name);
        require_new(name);
        entries_.push_back({std::string(name), value_of(line.substr(equals + 1)), line_number_});
    }

    void require_name(std::string_view name) const {
        if (name.empty()) fail("there is no name before '='");
        if (blanks.find(name.back()) != std::string_view::npos)
            fail("there is a blank before '='; write NAME=value");
        for (std::size_t at = 0; at < name.size(); ++at) {
            const char c = name[at];
            const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
            const bool is_digit = c >= '0' && c <= '9';
            if (!is_letter && !(is_digit && at > 0))
                fail("a name has letters, digits and '_', and starts with no digit");
        }
    }

    void require_new(std::string_view name) const {
        for (const env_entry& each : entries_)
            if (each.name == name)
                fail(each.name + " is set already on line " + std::to_string(each.line));
    }

    std::string value_of(std::string_view text) const {
        if (text.empty()) return {};
        if (text.front() == '\'') return single_quoted(text.substr(1));
        if (text.front() == '"') return double_quoted(text.substr(1));
        return bare(text);
    }

    std::string bare(std::string_view text) const {
        if (blanks.find(text.front()) != std::string_view::npos &&
            text.find_first_not_of(blanks) != std::string_view::npos &&
            text[text.find_first_not_of(blanks)] != '#')
            fail("there is a blank behind '='; write NAME=value");
        std::size_t end = std::min(text.find(" #"), text.find("\t#"));
        text = text.substr(0, std::min(end, text.size()));
        text = text.substr(0, text.find_last_not_of(blanks) + 1);
        if (text.find_first_of(blanks) != std::string_view::npos)
            fail("a value with blanks needs quotes");
        if (text.find_first_of("'\"`") != std::string_view::npos)
            fail("a value with quote characters needs quotes around it");
        refuse_variables(text);
        return std::string(text);
    }

    std::string single_quoted(std::string_view text) const {
        const std::size_t end = text.find('\'');
        if (end == std::string_view::npos) fail("the ' is not closed on this line");
        require_end(text.substr(end + 1));
        return std::string(text.substr(0, end));
    }

    std::string double_quoted(std::string_view text) const {
        std::string value;
        std::size_t at = 0;
        for (; at < text.size() && text[at] != '"'; ++at) {
            if (text[at] == '\\' && at + 1 < text.size()) value += unescaped(text[++at]);
            else {
                if (text[at] == '$') refuse_variables(text.substr(at, 2));
                value += text[at];
            }
        }
        if (at == text.size()) fail("the \" is not closed on this line");
        require_end(text.substr(at + 1));
        return value;
    }

    char unescaped(char character) const {
        switch (character) {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case '"':
            case '\\':
            case '$': return character;
            default: fail(R"(a \ in double quotes stands before n, r, t, ", \ or $)");
        }
    }

    void require_end(std::string_view rest) const {
        const std::size_t next = rest.find_first_not_of(blanks);
        if (next != std::string_view::npos && rest[next] != '#')
            fail("there is something behind the closing quote");
    }

    void refuse_variables(std::string_view text) const {
        if (text.find("${") != std::string_view::npos)
            fail("${NAME} is not expanded; write the value, or put it into single quotes");
    }

    [[noreturn]] void fail(const std::string& what) const {
        throw env_file_error(path_ + ":" + std::to_string(line_number_) + ": " + what,
                             source_location{});
    }

    std::string_view text_;
    std::string path_;
    std::size_t line_number_ = 0;
    std::vector<env_entry> entries_;
};

}  // namespace detail

/// The settings of an `.env` file, in its order.
///
/// Takes:    path, for messages.
/// Throws:   env_file_error with path and line.
inline std::vector<env_entry> read_env(std::string_view text, std::string path) {
    return detail::env_reader(text, std::move(path)).read();
}

}  // namespace orm::kit
