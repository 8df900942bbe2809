// SPDX-License-Identifier: MIT
// Connection URLs: what we accept, libpq accepts with the same fields; what we refuse, we refuse without
// showing the password.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include <libpq-fe.h>
#include <orm/driver/postgres/url.hpp>

namespace {

namespace postgres = orm::driver::postgres;

using conninfo = std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)>;

conninfo read_by_libpq(const std::string& url) {
    char* complaint = nullptr;
    conninfo found(PQconninfoParse(url.c_str(), &complaint), &PQconninfoFree);
    PQfreemem(complaint);
    return found;
}

std::string value_of(const conninfo& options, std::string_view keyword) {
    for (const PQconninfoOption* each = options.get(); each->keyword != nullptr; ++each)
        if (each->keyword == keyword) return each->val == nullptr ? "" : each->val;
    return {};
}

/// Words that libpq does not know; a URL with one of them cannot be compared.
bool has_own_keyword(std::string_view url) {
    for (const std::string_view own :
         {"pool_size", "statement_timeout", "connect_timeout", "prepare", "pgbouncer",
          "statement_cache_size", "address_family", "ssl", "%"})
        if (url.find(own) != std::string_view::npos) return true;
    return false;
}

/// What we take and libpq does not: `=` in a value, as in `?options=-csearch_path=a`.
bool has_equals_in_value(std::string_view url) {
    while (!url.empty()) {
        const std::string_view pair = url.substr(0, url.find('&'));
        if (pair.find('=') != pair.rfind('=')) return true;
        url.remove_prefix(std::min(pair.size() + 1, url.size()));
    }
    return false;
}

template <class Field>
std::string list_of(const postgres::connection_options& options, Field field) {
    std::string list;
    for (const auto& server : options.endpoints) list += "," + server.*field;
    return list.empty() ? list : list.substr(1);
}

void compare(const std::string& url, const postgres::connection_options& ours) {
    if (has_own_keyword(url)) return;
    const conninfo theirs = read_by_libpq(url);
    if (!theirs) {
        if (!has_equals_in_value(url)) std::abort();
        return;
    }
    if (ours.user != value_of(theirs, "user")) std::abort();
    if (ours.database != value_of(theirs, "dbname")) std::abort();
    if (ours.password.expose() != value_of(theirs, "password")) std::abort();
    // An empty `?host=` takes the hosts away again for libpq; for us it says nothing.
    const std::string hosts = value_of(theirs, "host");
    if (!hosts.empty() && list_of(ours, &postgres::endpoint::host) != hosts) std::abort();
}

/// The canary stands where a password stands, with the input around it.
void refuse_without_canary(std::string_view input) {
    const std::size_t half = input.size() / 2;
    const std::string url = "postgresql://u:" + std::string(input.substr(0, half)) + "XCANARYX" +
                            std::string(input.substr(half)) + "@h/db";
    try {
        if (postgres::parse_url(url).describe().find("CANARY") != std::string::npos) std::abort();
    } catch (const orm::error& refused) {
        if (std::string_view(refused.what()).find("CANARY") != std::string_view::npos) std::abort();
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string url(reinterpret_cast<const char*>(data), size);
    refuse_without_canary(url);
    try {
        compare(url, postgres::parse_url(url));
    } catch (const orm::invalid_url&) {
        return 0;
    }
    return 0;
}
