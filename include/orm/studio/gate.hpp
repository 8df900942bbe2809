// SPDX-License-Identifier: MIT
// Decides from a request's head alone whether it may go on: nothing behind it sees a stranger.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <orm/core/secret.hpp>
#include <orm/studio/http_message.hpp>
#include <orm/studio/token.hpp>

namespace orm::studio {

/// The page sends the token in this header; a form or an image of another site cannot.
inline constexpr std::string_view token_header = "orm-studio-token";

/// Checks, in this order: Host (DNS rebinding), Origin and Sec-Fetch-Site (other sites), the target's
/// form, the method, and for `/api/` the token and the content type.
class gate {
public:
    gate(std::vector<std::string> hosts, secret_string token)
        : hosts_(std::move(hosts)), token_(std::move(token)) {}

    /// The hosts that a browser on this machine may name.
    static std::vector<std::string> loopback_hosts(std::uint16_t port) {
        const std::string suffix = ":" + std::to_string(port);
        return {"127.0.0.1" + suffix, "localhost" + suffix, "[::1]" + suffix};
    }

    /// Gives:    the reply that ends the request; nothing when it may go on.
    std::optional<reply> refuse(const request& asked) const {
        if (auto stranger = refuse_stranger(asked)) return stranger;
        if (!is_plain_target(asked.target))
            return plain_refusal(400, "the address has characters that the studio never uses");
        if (asked.count("upgrade") != 0) return plain_refusal(400, "the studio upgrades nothing");
        const bool is_call = asked.target.rfind("/api/", 0) == 0;
        if (asked.method != (is_call ? "POST" : "GET"))
            return plain_refusal(405, "the studio is read with GET and called with POST");
        return is_call ? refuse_call(asked) : std::nullopt;
    }

private:
    std::optional<reply> refuse_stranger(const request& asked) const {
        if (asked.count("host") != 1 || !is_own_host(asked.header("host")))
            return plain_refusal(403,
                                 "this Host is not allowed; if a tunnel ends on another port, "
                                 "start the studio with --allow-host host:port");
        if (asked.method == "OPTIONS" || asked.method == "CONNECT" || asked.method == "TRACE")
            return plain_refusal(403, "other sites have no business here");
        const std::string_view site = asked.header("sec-fetch-site");
        const bool is_foreign_site = asked.count("sec-fetch-site") > 1 ||
                                     (!site.empty() && site != "same-origin" && site != "none");
        if (is_foreign_site || !is_own_origin(asked))
            return plain_refusal(403, "other sites have no business here");
        return std::nullopt;
    }

    std::optional<reply> refuse_call(const request& asked) const {
        if (asked.count(token_header) != 1 ||
            !is_same_secret(asked.header(token_header), token_.expose()))
            return plain_refusal(401,
                                 "the token is missing or wrong; open the studio's link again");
        if (!is_json(asked.header("content-type")))
            return plain_refusal(415, "a call's content is application/json");
        return std::nullopt;
    }

    bool is_own_host(std::string_view host) const {
        return std::find(hosts_.begin(), hosts_.end(), host) != hosts_.end();
    }

    /// Without an Origin it is a navigation or no browser; "null" is somebody else.
    bool is_own_origin(const request& asked) const {
        if (asked.count("origin") == 0) return true;
        const std::string_view origin = asked.header("origin");
        constexpr std::string_view scheme = "http://";
        return asked.count("origin") == 1 && origin.substr(0, scheme.size()) == scheme &&
               is_own_host(origin.substr(scheme.size()));
    }

    /// No query, no escapes, no dots that climb: every address of the studio is plain.
    static bool is_plain_target(std::string_view target) {
        if (target.empty() || target[0] != '/' || target.find("..") != std::string_view::npos)
            return false;
        return std::all_of(target.begin(), target.end(), [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '/' || c == '.' || c == '-' || c == '_';
        });
    }

    static bool is_json(std::string_view type) {
        return type == "application/json" || type == "application/json; charset=utf-8" ||
               type == "application/json;charset=utf-8" || type == "application/json;charset=UTF-8";
    }

    std::vector<std::string> hosts_;
    secret_string token_;
};

}  // namespace orm::studio
