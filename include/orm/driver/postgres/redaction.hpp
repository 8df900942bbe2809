// SPDX-License-Identifier: MIT
// Takes passwords out of text that others wrote (libpq, the server) before it becomes a message.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <orm/core/secret.hpp>

namespace orm::driver::postgres {

/// Knows the secrets of one connection and every piece of them that a parser may have cut out.
class redactor {
public:
    /// Shorter pieces would blacken ordinary words and tell nothing.
    static constexpr std::size_t shortest_fragment = 3;

    /// Adds a secret and its fragments between the delimiters of URLs and key=value strings.
    template <class = void>
    void add(std::string_view secret) {
        add_fragment(secret);
        std::size_t start = 0;
        for (std::size_t i = 0; i <= secret.size(); ++i) {
            if (i < secret.size() && !is_delimiter(secret[i])) continue;
            if (i - start < secret.size()) add_fragment(secret.substr(start, i - start));
            start = i + 1;
        }
    }

    /// Gives:    the text with every fragment replaced by three stars.
    template <class = void>
    std::string clean(std::string_view text) const {
        std::string cleaned;
        cleaned.reserve(text.size());
        for (std::size_t at = 0; at < text.size();) {
            const std::size_t hidden = longest_fragment_at(text, at);
            if (hidden == 0) {
                cleaned += text[at++];
                continue;
            }
            cleaned += "***";
            at += hidden;
        }
        return cleaned;
    }

    bool empty() const { return fragments_.empty(); }

private:
    template <class = void>
    static bool is_delimiter(char character) {
        return std::string_view("@:/?#[]%&=,;'\"\\ \t\r\n").find(character) !=
               std::string_view::npos;
    }

    template <class = void>
    void add_fragment(std::string_view fragment) {
        if (fragment.size() >= shortest_fragment) fragments_.emplace_back(fragment);
    }

    template <class = void>
    std::size_t longest_fragment_at(std::string_view text, std::size_t at) const {
        std::size_t longest = 0;
        for (const secret_string& fragment : fragments_) {
            if (fragment.size() <= longest || fragment.size() > text.size() - at) continue;
            if (text.substr(at, fragment.size()) == fragment.expose()) longest = fragment.size();
        }
        return longest;
    }

    std::vector<secret_string> fragments_;
};

}  // namespace orm::driver::postgres
