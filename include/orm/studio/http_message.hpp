// SPDX-License-Identifier: MIT
// A request and its reply as plain values, whatever library carries them.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace orm::studio {

struct request {
    std::string method;
    std::string target;  ///< as it stands in the request line
    /// Names in lower case, in the order of the message; a header that came twice is there twice.
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;

    std::size_t count(std::string_view name) const {
        std::size_t found = 0;
        for (const auto& header : headers) found += header.first == name ? 1U : 0U;
        return found;
    }

    /// The first header of that name; empty when there is none.
    std::string_view header(std::string_view name) const {
        for (const auto& header : headers)
            if (header.first == name) return header.second;
        return {};
    }
};

struct reply {
    int status = 200;
    std::string type = "application/json; charset=utf-8";
    std::string body;
};

/// An error as the page expects it. The text is one of ours: it needs no escaping.
inline reply plain_refusal(int status, std::string_view reason) {
    return {status, "application/json; charset=utf-8",
            "{\"error\":{\"message\":\"" + std::string(reason) + "\"}}"};
}

/// On every reply, errors included. Nothing here may be loosened: with any `unsafe-` word a cell that
/// holds a script could run it.
inline constexpr std::pair<const char*, const char*> safety_headers[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
     "img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"X-Frame-Options", "DENY"},
    {"Referrer-Policy", "no-referrer"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
};

}  // namespace orm::studio
