// SPDX-License-Identifier: MIT
// A comment behind a statement that tells the server's logs who asked: the sqlcommenter format.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/session/session.hpp>

namespace orm {

namespace detail {

/// Percent-encodes all but RFC 3986's unreserved characters.
inline std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char character : text) {
        const auto code = static_cast<unsigned char>(character);
        const bool is_letter = (code | 32U) >= 'a' && (code | 32U) <= 'z';
        const bool is_digit = code >= '0' && code <= '9';
        if (is_letter || is_digit ||
            std::string_view("-._~").find(character) != std::string::npos) {
            encoded += character;
            continue;
        }
        encoded += '%';
        encoded += "0123456789ABCDEF"[code >> 4U];
        encoded += "0123456789ABCDEF"[code & 15U];
    }
    return encoded;
}

}  // namespace detail

/// Keys and values for database::with_comment().
///
///     orm::query_comment request;
///     request.add("controller", "users").add("traceparent", "00-...-01");
///     // select ... /*controller='users',traceparent='00-...-01'*/
///
/// Every character that could end the comment is percent-encoded, so values may come from anywhere.
/// Owns:     its text.
/// Source:   the sqlcommenter specification, as OpenTelemetry has it.
class query_comment : public comment_text {
public:
    /// A key that was added before gets the new value.
    query_comment& add(std::string_view key, std::string_view value) {
        std::string name = detail::percent_encoded(key);
        std::string pair = name + "='" + detail::percent_encoded(value) + "'";
        if (name == "traceparent" || name == "tracestate") is_unique = true;
        std::size_t at = 0;
        while (at < tags_.size() && tags_[at].name < name) ++at;
        if (at < tags_.size() && tags_[at].name == name) tags_[at].pair = std::move(pair);
        else
            tags_.insert(tags_.begin() + static_cast<std::ptrdiff_t>(at),
                         {std::move(name), std::move(pair)});
        write();
        return *this;
    }

private:
    struct tag {
        std::string name;
        std::string pair;
    };

    void write() {
        text = " /*";
        for (const tag& one : tags_) {
            if (text.size() > 3) text += ',';
            text += one.pair;
        }
        text += "*/";
    }

    std::vector<tag> tags_;
};

}  // namespace orm
