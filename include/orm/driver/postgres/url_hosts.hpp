// SPDX-License-Identifier: MIT
// The host part of a URL: names, addresses in brackets, socket directories, ports, lists of them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <orm/driver/postgres/percent_encoding.hpp>
#include <orm/driver/postgres/url_keywords.hpp>

namespace orm::driver::postgres::detail {

/// Part of every message about characters that should have been encoded.
inline constexpr const char* encoding_advice =
    "encode special characters in the password (@ as %40, / as %2F, # as %23, % as %25, : as %3A, "
    "? as %3F, space as %20, [ as %5B, ] as %5D)";

template <class = void>
std::vector<std::string_view> split_list(std::string_view list, char separator) {
    std::vector<std::string_view> parts;
    while (true) {
        const std::size_t end = list.find(separator);
        parts.push_back(list.substr(0, end));
        if (end == std::string_view::npos) return parts;
        list.remove_prefix(end + 1);
    }
}

/// A host that was mistaken for one may be a piece of the password, so no message repeats it.
template <class = void>
void check_host(const endpoint& server, source_location where) {
    if (server.host.empty() || server.is_unix_socket()) return;
    for (const char character : server.host) {
        const bool is_name = (character >= 'a' && character <= 'z') ||
                             (character >= 'A' && character <= 'Z') ||
                             (character >= '0' && character <= '9') ||
                             std::string_view("-._:%").find(character) != std::string_view::npos ||
                             static_cast<unsigned char>(character) >= 0x80;
        if (!is_name)
            throw_invalid_url(
                "the host has a character that no host name has; if it belongs to the "
                "password, " +
                    std::string(encoding_advice),
                where);
    }
}

template <class = void>
void check_port(std::string_view port, source_location where) {
    if (port.empty()) return;
    const auto number = parsed_number(port);
    if (!number)
        throw_invalid_url(
            "the port after the host is not a number; if ':' belongs to the password, " +
                std::string(encoding_advice),
            where);
    if (*number == 0 || *number > 65'535)
        throw_invalid_url("the port is not between 1 and 65535", where);
}

/// The end of the host in `host:port`.
template <class = void>
std::size_t host_end(std::string_view text, source_location where) {
    if (!text.empty() && text[0] == '[') {
        const std::size_t bracket = text.find(']');
        if (bracket == std::string_view::npos)
            throw_invalid_url("'[' without ']' in the host; if it belongs to the password, " +
                                  std::string(encoding_advice),
                              where);
        return bracket + 1;
    }
    const std::size_t colon = text.find(':');
    if (colon != std::string_view::npos && text.find(':', colon + 1) != std::string_view::npos)
        throw_invalid_url(
            "more than one ':' in the host; an IPv6 address needs brackets, [::1]:5432", where);
    return colon == std::string_view::npos ? text.size() : colon;
}

/// Takes:    `host`, `host:port`, `[address]:port`, `%2Fdirectory`, or nothing.
template <class = void>
endpoint parse_endpoint(std::string_view text, source_location where) {
    const std::size_t end = host_end(text, where);
    std::string_view host = text.substr(0, end);
    std::string_view rest = text.substr(end);
    if (!host.empty() && host[0] == '[') host = host.substr(1, host.size() - 2);
    if (!rest.empty() && rest[0] != ':')
        throw_invalid_url("after the ']' of the host only ':' and a port may follow", where);
    if (!rest.empty()) rest.remove_prefix(1);
    const auto decoded = percent_decoded(host);
    if (!decoded)
        throw_invalid_url(
            "a '%' is not followed by two hexadecimal digits; " + std::string(encoding_advice),
            where);
    endpoint server{*decoded, std::string(rest), {}};
    check_host(server, where);
    check_port(server.port, where);
    return server;
}

/// Puts the lists of `host=`, `hostaddr=` and `port=` over the endpoints.
template <class = void>
void apply_lists(connection_options& options, const endpoint_lists& lists, source_location where) {
    const auto resize = [&](std::size_t count, const char* what) {
        if (options.endpoints.size() <= 1) options.endpoints.resize(count);
        if (options.endpoints.size() != count)
            throw_invalid_url(std::to_string(options.endpoints.size()) + " hosts, but " +
                                  std::to_string(count) + " " + what,
                              where);
    };
    if (!lists.host.empty()) {
        const auto hosts = split_list(lists.host, ',');
        const std::string port = options.endpoints.empty() ? "" : options.endpoints[0].port;
        options.endpoints.assign(hosts.size(), {});
        for (std::size_t i = 0; i < hosts.size(); ++i) {
            options.endpoints[i] = {std::string(hosts[i]), port, {}};
            check_host(options.endpoints[i], where);
        }
    }
    if (!lists.hostaddr.empty()) {
        const auto addresses = split_list(lists.hostaddr, ',');
        resize(addresses.size(), "addresses in 'hostaddr'");
        for (std::size_t i = 0; i < addresses.size(); ++i)
            options.endpoints[i].address = addresses[i];
    }
    if (lists.port.empty()) return;
    const auto ports = split_list(lists.port, ',');
    if (options.endpoints.empty()) options.endpoints.resize(ports.size());
    if (ports.size() != 1) resize(ports.size(), "ports");
    for (std::size_t i = 0; i < options.endpoints.size(); ++i) {
        options.endpoints[i].port = ports.size() == 1 ? ports[0] : ports[i];
        check_port(options.endpoints[i].port, where);
    }
}

}  // namespace orm::driver::postgres::detail
