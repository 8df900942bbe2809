// SPDX-License-Identifier: MIT
// Hands the server's notices to a function of the user; libpq would print them.
#pragma once

#include <string>

#include <orm/driver/postgres/libpq.hpp>

namespace orm::driver::postgres {

/// Something that the server says without being asked (RAISE NOTICE, warnings).
struct notice {
    std::string severity;
    std::string sqlstate;
    std::string message;
    std::string detail;
    std::string hint;
};

/// Called while an operation reads its answer. Must not use the connection, must not throw.
using notice_function = void (*)(void* context, const notice&);

namespace detail {

/// Lives as long as the libpq handle, at one address.
struct notice_target {
    notice_function function = nullptr;
    void* context = nullptr;
};

template <class = void>
void receive_notice(void* argument, const PGresult* message) {
    const auto& target = *static_cast<const notice_target*>(argument);
    const auto field = [&](int code) -> std::string {
        const char* text = PQresultErrorField(message, code);
        return text == nullptr ? "" : text;
    };
    if (target.function == nullptr) return;
    target.function(target.context, {field(PG_DIAG_SEVERITY), field(PG_DIAG_SQLSTATE),
                                     field(PG_DIAG_MESSAGE_PRIMARY), field(PG_DIAG_MESSAGE_DETAIL),
                                     field(PG_DIAG_MESSAGE_HINT)});
}

}  // namespace detail

}  // namespace orm::driver::postgres
