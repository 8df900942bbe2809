// SPDX-License-Identifier: MIT
// Looks up host names with a deadline; libpq would block in getaddrinfo() as long as the resolver likes.
#pragma once

#include <netdb.h>
#include <sys/socket.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/driver/postgres/attempt_limit.hpp>
#include <orm/driver/postgres/background_task.hpp>
#include <orm/driver/postgres/options.hpp>

namespace orm::driver::postgres {

namespace detail {

struct lookup {
    std::string host;
    int family;
};

template <class = void>
addrinfo lookup_hints(int family, int flags) {
    addrinfo hints{};
    hints.ai_family = family;
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    return hints;
}

/// Numeric addresses, one a line, each once and in the resolver's order.
template <class = void>
std::string numeric_addresses(const addrinfo* first) {
    std::string lines;
    for (const addrinfo* one = first; one != nullptr; one = one->ai_next) {
        char text[NI_MAXHOST];
        if (getnameinfo(one->ai_addr, one->ai_addrlen, text, sizeof text, nullptr, 0,
                        NI_NUMERICHOST) != 0)
            continue;
        const std::string line = std::string(text) + "\n";
        if (lines.find(line) == std::string::npos) lines += line;
    }
    return lines;
}

template <class = void>
std::string run_lookup(void* argument) noexcept {
    auto* const wanted = static_cast<lookup*>(argument);
    const addrinfo hints = lookup_hints(wanted->family, AI_ADDRCONFIG);
    addrinfo* found = nullptr;
    const int failure = getaddrinfo(wanted->host.c_str(), nullptr, &hints, &found);
    delete wanted;
    std::string told;
    try {
        told = failure != 0 ? std::string("!") + gai_strerror(failure) : numeric_addresses(found);
    } catch (...) {
        told = "!out of memory";  // so short that it needs none
    }
    if (found != nullptr) freeaddrinfo(found);
    return told;
}

inline void discard_lookup(void* argument) { delete static_cast<lookup*>(argument); }

template <class = void>
bool is_numeric_address(const std::string& host) {
    const addrinfo hints = lookup_hints(AF_UNSPEC, AI_NUMERICHOST);
    addrinfo* found = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &found) != 0) return false;
    freeaddrinfo(found);
    return true;
}

}  // namespace detail

/// What a lookup gave: addresses, or why there are none.
struct resolution {
    std::vector<std::string> addresses;
    std::string failure;
};

/// Takes:    a host name or numeric address.
/// Gives:    its numeric addresses in the order in which to try them.
template <class = void>
resolution resolve(const std::string& host, address_family family,
                   const detail::attempt_limit& limit) {
    if (detail::is_numeric_address(host)) return {{host}, {}};
    const int wanted = family == address_family::ipv4   ? AF_INET
                       : family == address_family::ipv6 ? AF_INET6
                                                        : AF_UNSPEC;
    const background_task task(&detail::run_lookup, &detail::discard_lookup,
                               new detail::lookup{host, wanted});
    if (!task.has_begun()) return {{}, "no descriptor or memory is left to look the name up"};
    std::string report;
    while (!task.wait(limit.next_look(), report))
        if (limit.is_over()) return {{}, "the name lookup did not finish in time"};
    if (!report.empty() && report[0] == '!') return {{}, report.substr(1)};
    resolution found;
    for (std::size_t start = 0; start < report.size();) {
        const std::size_t end = report.find('\n', start);
        found.addresses.push_back(report.substr(start, end - start));
        start = end + 1;
    }
    if (found.addresses.empty()) found.failure = "the name has no address";
    return found;
}

}  // namespace orm::driver::postgres
