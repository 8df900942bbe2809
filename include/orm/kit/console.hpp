// SPDX-License-Identifier: MIT
// Talks to whoever sits before the terminal: on standard error, so that results stay clean.
#pragma once

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <optional>
#include <string>
#include <vector>

#include <unistd.h>

#include <orm/kit/menu.hpp>

namespace orm::kit {

/// Colours and questions appear on a terminal only. NO_COLOR is respected.
class console {
public:
    console()
        : can_ask_(::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1),
          has_colours_(::isatty(STDERR_FILENO) == 1 && !is_set("NO_COLOR")),
          result_has_colours_(::isatty(STDOUT_FILENO) == 1 && !is_set("NO_COLOR")) {}

    /// True when somebody can answer. `--json` and `--no-input` make it false.
    bool can_ask() const { return can_ask_; }
    void ask_nothing() { can_ask_ = false; }
    void say_nothing() { is_quiet_ = true; }

    /// A line of talk.
    void say(const std::string& line) const {
        if (!is_quiet_) std::fprintf(stderr, "%s\n", line.c_str());
    }

    std::string red(const std::string& text) const { return coloured("31", text, has_colours_); }
    std::string bold(const std::string& text) const { return coloured("1", text, has_colours_); }

    /// The same for text on standard output.
    std::string good(const std::string& text) const {
        return coloured("32", text, result_has_colours_);
    }
    std::string bad(const std::string& text) const {
        return coloured("31", text, result_has_colours_);
    }
    std::string faint(const std::string& text) const {
        return coloured("2", text, result_has_colours_);
    }

    /// One line from the terminal; nothing at its end.
    std::optional<std::string> ask(const std::string& question) const {
        std::fprintf(stderr, "%s ", question.c_str());
        std::fflush(stderr);
        std::string line;
        if (!std::getline(std::cin, line)) return std::nullopt;
        return line;
    }

    /// Asks for one of several: with arrow keys, or by number where the cursor cannot move.
    ///
    /// Gives:    the position; nothing when somebody said no, or the terminal was closed.
    std::optional<std::size_t> choose(const std::string& question,
                                      const std::vector<std::string>& choices) const {
        const bool has_menu = can_show_menu();
        std::fprintf(stderr, "%s%s\n", bold(question).c_str(),
                     has_menu ? "  (↑ ↓ Enter, Esc to cancel)" : "");
        if (has_menu) return choose_with_keys(choices, has_colours_);
        for (std::size_t at = 0; at < choices.size(); ++at)
            std::fprintf(stderr, "  %zu) %s\n", at + 1, choices[at].c_str());
        while (const std::optional<std::string> line = ask("number [1]:")) {
            if (line->empty()) return 0;
            const bool is_number = line->find_first_not_of("0123456789") == std::string::npos;
            const std::size_t number = is_number && line->size() < 9 ? std::stoul(*line) : 0;
            if (number >= 1 && number <= choices.size()) return number - 1;
            std::fprintf(stderr, "Please give a number from 1 to %zu.\n", choices.size());
        }
        return std::nullopt;
    }

private:
    static bool is_set(const char* name) {
        const char* value = std::getenv(name);
        return value != nullptr && *value != '\0';
    }

    static std::string coloured(const char* code, const std::string& text, bool wanted) {
        return wanted ? std::string("\033[") + code + "m" + text + "\033[0m" : text;
    }

    bool can_ask_;
    bool has_colours_;
    bool result_has_colours_;
    bool is_quiet_ = false;
};

}  // namespace orm::kit
