// SPDX-License-Identifier: MIT
// One try to open a session on one address: keywords in, a handle or the reason out.
#pragma once

#include <poll.h>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/driver/postgres/attempt_limit.hpp>
#include <orm/driver/postgres/errors.hpp>
#include <orm/driver/postgres/execution_context.hpp>
#include <orm/driver/postgres/libpq.hpp>
#include <orm/driver/postgres/options.hpp>
#include <orm/driver/postgres/redaction.hpp>

namespace orm::driver::postgres::detail {

template <class = void>
class basic_keyword_list;
using keyword_list = basic_keyword_list<>;

/// The keywords of one attempt, as PQconnectStartParams takes them. libpq copies what it needs.
template <class>
class basic_keyword_list {
public:
    void add(const char* keyword, const char* value) {
        keywords_.push_back(keyword);
        values_.push_back(value);
    }
    void add_if(const char* keyword, const std::string& value) {
        if (!value.empty()) add(keyword, value.c_str());
    }
    /// A default that neither the options nor the environment override.
    void add_default(const char* keyword, const char* value, const char* environment = nullptr) {
        for (const char* const given : keywords_)
            if (std::string_view(given) == keyword) return;
        if (environment != nullptr && std::getenv(environment) != nullptr) return;
        add(keyword, value);
    }

    /// The value given last, as libpq takes it; empty without one.
    std::string_view value_of(std::string_view keyword) const {
        std::string_view found;
        for (std::size_t i = 0; i < keywords_.size(); ++i)
            if (keywords_[i] == keyword) found = values_[i];
        return found;
    }

    PGconn* start() {
        add(nullptr, nullptr);
        constexpr int expand_database_name = 0;  // a name such as "host=evil" stays a name
        return PQconnectStartParams(keywords_.data(), values_.data(), expand_database_name);
    }

private:
    std::vector<const char*> keywords_;
    std::vector<const char*> values_;
};

template <class = void>
bool is_local(const endpoint& server) {
    return server.host.empty() || server.is_unix_socket() || server.host == "localhost" ||
           server.host == "::1" || server.host.substr(0, 4) == "127.";
}

template <class = void>
keyword_list keywords_for(const connection_options& options, const endpoint& server) {
    keyword_list list;
    list.add_if("host", server.host);
    list.add_if("hostaddr", server.address);
    list.add_if("port", server.port);
    list.add_if("user", options.user);
    list.add_if("dbname", options.database);
    if (!options.password.empty()) list.add("password", options.password.expose().data());
    for (const keyword_value& given : options.keywords)
        list.add(given.keyword.c_str(), given.value.c_str());
    for (const auto& [keyword, value] : options.secret_keywords)
        list.add(keyword.c_str(), value.expose().data());
    list.add("client_encoding", "UTF8");
    list.add_default("fallback_application_name", "orm");
    // Plain TCP protects neither the password nor a single bit of the data.
    if (!is_local(server)) list.add_default("sslmode", "require", "PGSSLMODE");
    // libpq would ask the Kerberos library, which blocks; who wants it says so.
    list.add_default("gssencmode", "disable", "PGGSSENCMODE");
    // Without them a peer that vanished is noticed after two hours.
    list.add_default("keepalives_idle", "60");
    list.add_default("keepalives_interval", "10");
    list.add_default("keepalives_count", "3");
    return list;
}

/// What went wrong with one address.
struct failed_attempt {
    std::string server;
    std::string message;
    std::string sqlstate;
};

/// libpq's text "... FATAL:  28P01: password ...\nLOCATION: ..." taken apart into one line.
template <class = void>
failed_attempt attempt_failure(std::string server, std::string_view text, const redactor& secrets) {
    failed_attempt failure{std::move(server), {}, {}};
    text = without_trailing_newlines(text);
    const std::size_t location = text.find("\nLOCATION:");
    if (location != std::string_view::npos) text = text.substr(0, location);
    // libpq's question is asked again as a hint, which is in one place with all others.
    text = text.substr(0, text.find("\n\tIs the server running"));
    std::string line = secrets.clean(text);
    for (std::size_t at = line.find(":  "); at != std::string::npos;
         at = line.find(":  ", at + 1)) {
        const std::string code = line.substr(at + 3, 5);
        if (line.substr(at + 8, 2) != ": " ||
            code.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != std::string::npos)
            continue;
        failure.sqlstate = code;
        line.erase(at + 2, 8);
        break;
    }
    for (char& character : line)
        if (character == '\n' || character == '\t') character = ' ';
    failure.message = std::move(line);
    return failure;
}

template <class = void>
short wait_for_socket(PGconn* handle, short events, const attempt_limit& limit) {
    pollfd waiting{PQsocket(handle), events, 0};
    while (!limit.is_over()) {
        const int ready = ::poll(&waiting, 1, limit.next_look().poll_timeout_ms());
        if (ready > 0) return waiting.revents;
        if (ready < 0 && errno != EINTR) return POLLERR;
    }
    return 0;
}

/// Runs the handshake. Gives: an empty text, or why there is no session.
template <class = void>
std::string shake_hands(PGconn* handle, const attempt_limit& until) {
    PostgresPollingStatusType state = PGRES_POLLING_WRITING;
    while (true) {
        const short events = state == PGRES_POLLING_READING ? POLLIN : POLLOUT;
        if (wait_for_socket(handle, events, until) == 0)
            return "no answer in time (connect_timeout or the deadline of the operation)";
        state = PQconnectPoll(handle);
        if (state == PGRES_POLLING_OK) return {};
        if (state == PGRES_POLLING_FAILED) return PQerrorMessage(handle);
    }
}

}  // namespace orm::driver::postgres::detail
