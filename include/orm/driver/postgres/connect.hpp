// SPDX-License-Identifier: MIT
// Opens a session: every endpoint in turn, each until its own deadline.
#pragma once

#include <cstdlib>
#include <new>
#include <string>
#include <utility>
#include <vector>

#include <orm/driver/postgres/connect_attempt.hpp>
#include <orm/driver/postgres/connection.hpp>
#include <orm/driver/postgres/options.hpp>
#include <orm/driver/postgres/resolve.hpp>
#include <orm/driver/postgres/url_hosts.hpp>

namespace orm::driver::postgres {

namespace detail {

template <class = void>
redactor redactor_for(const connection_options& options) {
    redactor secrets;
    secrets.add(options.password.expose());
    for (const secret_string& spelling : options.secret_spellings) secrets.add(spelling.expose());
    for (const auto& named : options.secret_keywords) secrets.add(named.second.expose());
    if (const char* from_environment = std::getenv("PGPASSWORD")) secrets.add(from_environment);
    return secrets;
}

/// Endpoints as given, else as the environment says, else libpq's own default.
template <class = void>
std::vector<endpoint> endpoints_to_try(const connection_options& options, source_location where) {
    if (!options.endpoints.empty()) return options.endpoints;
    const auto environment = [](const char* name) -> std::string {
        const char* value = std::getenv(name);
        return value == nullptr ? "" : value;
    };
    connection_options from_environment;
    apply_lists(from_environment,
                {environment("PGHOST"), environment("PGHOSTADDR"), environment("PGPORT")}, where);
    if (from_environment.endpoints.empty()) from_environment.endpoints.resize(1);
    return from_environment.endpoints;
}

/// What to do about the failures that newcomers meet.
template <class = void>
std::string hint_for(const failed_attempt& failure) {
    const std::string& state = failure.sqlstate;
    const auto says = [&](const char* text) {
        return failure.message.find(text) != std::string::npos;
    };
    if (state == "28P01")
        return "check user and password; in a URL, special characters of the password must be "
               "percent-encoded";
    if (state == "28000") return "the server's pg_hba.conf does not let this user in from here";
    if (state == "3D000") return "create the database first (createdb)";
    if (state == "53300") return "lower pool_size, or raise the server's max_connections";
    if (state == "57P03") return "the server is starting up or shutting down; try again shortly";
    if (says("no password supplied"))
        return "this server asks for one: postgresql://user:password@host/database, or PGPASSWORD";
    if (says("does not support SSL"))
        return "servers that are not on this machine must offer TLS; add sslmode=disable to the URL "
               "to talk in the clear";
    if (says("certificate")) return "give the certificate authority with sslrootcert=file";
    if (says("Connection refused") || says("No such file or directory"))
        return "is the server running, and is the port right?";
    return {};
}

/// A refused login is refused by every other address too.
template <class = void>
bool is_final(const failed_attempt& failure) {
    const std::string state_class = failure.sqlstate.substr(0, 2);
    return state_class == "28" || state_class == "3D" || state_class == "42" || state_class == "22";
}

template <class = void>
ORM_COLD [[noreturn]] void throw_cannot_connect(const connection_options& options,
                                                const std::vector<failed_attempt>& attempts,
                                                const redactor& secrets, source_location where) {
    const failed_attempt& last = attempts.back();
    error_details details;
    details.message = "cannot connect to " + options.describe() + ": ";
    if (attempts.size() == 1 || is_final(last)) details.message += last.message;
    else
        for (std::size_t i = 0; i < attempts.size(); ++i)
            details.message +=
                (i == 0 ? "" : "; ") + attempts[i].server + ": " + attempts[i].message;
    details.message = secrets.clean(details.message);
    details.sqlstate = last.sqlstate;
    details.hint = hint_for(last);
    details.where = where;
    if (is_final(last)) throw error(std::move(details));
    throw connection_lost(std::move(details));
}

inline void ignore_notice(void*, const PGresult*) {}

template <class = void>
class basic_connector;
using connector = basic_connector<>;

/// The state of one connect(): what was tried, and what is never to be shown.
template <class>
class basic_connector {
public:
    basic_connector(const connection_options& options, const execution_context& context,
                    const bool* stop)
        : options_(options), context_(context), stop_(stop), secrets_(redactor_for(options)) {}

    connection run() {
        const std::vector<endpoint> endpoints = endpoints_to_try(options_, context_.where);
        // libpq would be content with the first endpoint, because it sees only one at a time.
        if (wanted_session() == "prefer-standby") {
            for (keyword_value& given : options_.keywords)
                if (given.keyword == "target_session_attrs") given.value = "standby";
            if (PGconn* handle = try_all(endpoints)) return adopt(handle);
            for (keyword_value& given : options_.keywords)
                if (given.keyword == "target_session_attrs") given.value = "any";
        }
        if (PGconn* handle = try_all(endpoints)) return adopt(handle);
        throw_cannot_connect(options_, attempts_, secrets_, context_.where);
    }

private:
    /// The value of target_session_attrs.
    std::string wanted_session() const {
        for (const keyword_value& given : options_.keywords)
            if (given.keyword == "target_session_attrs") return given.value;
        return {};
    }

    PGconn* try_all(const std::vector<endpoint>& endpoints) {
        for (const endpoint& server : endpoints) {
            PGconn* const handle = try_endpoint(server);
            if (handle != nullptr) return handle;
            if (is_final(attempts_.back())) break;
        }
        return nullptr;
    }

    attempt_limit attempt_deadline() const {
        if (options_.connect_timeout.count() == 0)
            return {context_.until.is_set() ? context_.until : deadline::never(), stop_};
        return {earlier(context_.until, deadline::in(options_.connect_timeout)), stop_};
    }

    PGconn* try_endpoint(const endpoint& server) {
        const bool needs_lookup =
            !server.host.empty() && !server.is_unix_socket() && server.address.empty();
        if (!needs_lookup) return try_address(server, attempt_deadline());
        const resolution found = resolve(server.host, options_.addresses, attempt_deadline());
        if (found.addresses.empty())
            attempts_.push_back(attempt_failure(
                describe_endpoint(server),
                "could not find the address of " + describe_endpoint(server) + ": " + found.failure,
                secrets_));
        for (const std::string& address : found.addresses) {
            endpoint one = server;
            one.address = address;
            // Every address gets a whole connect_timeout: the first may be a host that is gone.
            PGconn* handle = try_address(one, attempt_deadline());
            if (handle != nullptr || is_final(attempts_.back())) return handle;
        }
        return nullptr;
    }

    PGconn* try_address(const endpoint& server, const attempt_limit& until) {
        PGconn* const handle = keywords_for(options_, server).start();
        if (handle == nullptr) throw std::bad_alloc();
        PQsetNoticeReceiver(handle, &ignore_notice, nullptr);
        PQsetErrorVerbosity(handle, PQERRORS_VERBOSE);  // the only way to the SQLSTATE of a refusal
        const std::string failure = PQstatus(handle) == CONNECTION_BAD ? PQerrorMessage(handle)
                                                                       : shake_hands(handle, until);
        if (failure.empty()) return handle;
        if (const char* password = PQpass(handle)) secrets_.add(password);
        attempts_.push_back(attempt_failure(describe_endpoint(server), failure, secrets_));
        PQfinish(handle);
        return nullptr;
    }

    connection adopt(PGconn* handle) {
        PQsetErrorVerbosity(handle, PQERRORS_DEFAULT);
        if (const char* password = PQpass(handle)) secrets_.add(password);
        const endpoint reached{PQhost(handle), PQport(handle), {}};
        link established(handle, secrets_, describe_endpoint(reached));
        const std::string attributes = wanted_session();
        if (attributes == "read-write" || attributes == "primary") established.set_must_write();
        established.set_observer(options_.observer.get());
        established.set_notice_handler(options_.on_notice, options_.notice_context);
        return connection(std::move(established), {options_.statement_timeout, options_.prepare,
                                                   options_.statement_cache_size});
    }

    connection_options options_;
    const execution_context& context_;
    const bool* stop_;
    redactor secrets_;
    std::vector<failed_attempt> attempts_;
};

}  // namespace detail

/// Tries the endpoints of options in their order, and every address of each, and gives the first
/// session that satisfies them (target_session_attrs).
///
/// Takes:    stop, a flag that another thread may set to end the tries; nullptr for none.
/// Throws:   connection_lost when no server could be reached (the message lists every attempt), error
///           with SQLSTATE when a server refused the login.
/// Cost:     one connection: about 2 ms on the same machine, 7 ms with SCRAM and TLS.
template <class = void>
connection connect(const connection_options& options, const execution_context& context,
                   const bool* stop = nullptr) {
    return detail::connector(options, context, stop).run();
}

}  // namespace orm::driver::postgres
