// SPDX-License-Identifier: MIT
// No string of a user becomes SQL: what leaves the library, and what a server makes of it.
#include <cstdio>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>
#include <orm/sql/quote.hpp>

#include "support/catch.hpp"
#include "support/hostile_strings.hpp"
#include "support/injection_sinks.hpp"
#include "support/session.hpp"

using namespace orm_test;

namespace {

constexpr std::size_t payload_count = 1500;

std::string text_of(const auto& query) { return std::string(orm::to_sql(query).view()); }

template <class Query>
constexpr bool gives_rows = !std::is_void_v<typename Query::result::row>;

/// Thrown to undo a write.
struct undo {};

/// What happened to payloads on a server.
struct tally {
    std::size_t runs = 0;
    std::size_t refused_patterns = 0;
    std::string failures;
};

template <class Query>
void run_query(const auto& on, const Query& query) {
    if constexpr (gives_rows<Query>) static_cast<void>(on.all(query));
    else static_cast<void>(on.execute(query));
}

/// Runs a query in a transaction that is rolled back. A pattern that ends in a backslash is an error of
/// LIKE (22025), and the only one that is allowed.
template <class Query>
void run_and_undo(const orm::database& db, const char* name, const Query& query, tally& count) {
    ++count.runs;
    try {
        db.transaction([&](auto& tx) {
            run_query(tx, query);
            throw undo{};
        });
    } catch (const undo&) {
        return;
    } catch (const orm::error& error) {
        if (error.sqlstate() == "22025") ++count.refused_patterns;
        else count.failures += std::string(name) + ": " + error.what() + "\n";
    }
}

/// What the server logs under log_statement = all, told to the client: how many, and which texts.
struct statement_log {
    std::size_t count = 0;
    std::set<std::string> texts;

    static void hear(void* log, const orm::driver::postgres::notice& told) {
        // "statement: begin", "execute orm_7: select ...".
        const std::size_t colon = told.message.find(": ");
        if (told.severity != "LOG" || colon == std::string::npos) return;
        static_cast<statement_log*>(log)->count += 1;
        static_cast<statement_log*>(log)->texts.insert(told.message.substr(colon + 2));
    }
};

/// One connection whose server tells every statement that it logs.
orm::database logging_database(test_database& server, statement_log& log) {
    for (const std::string setting : {"log_statement = 'all'", "client_min_messages = 'log'"})
        server.run("alter database " + server.name() + " set " + setting);
    const auto here = orm::source_location::current();
    auto options = orm::driver::postgres::parse_url(server.url(), here);
    options.on_notice = &statement_log::hear;
    options.notice_context = &log;
    orm::driver::postgres::pool_options sizes;
    sizes.max_size = 1;
    return orm::database(orm::driver::postgres::make_pool(options, sizes, here));
}

tally run_payloads(const orm::database& db, const std::vector<std::string>& payloads) {
    tally count;
    for (const auto& payload : payloads)
        for_each_sink(payload, [&](const char* name, const auto& query) {
            run_and_undo(db, name, query, count);
        });
    return count;
}

void make_canary(test_database& server) {
    server.run(
        "create table canary as select i, md5(i::text) as hash from generate_series(1, 100) i");
}

std::string canary(test_database& server) {
    return server.value("select md5(string_agg(i || hash, ',' order by i)) from canary");
}

std::string random_name(std::mt19937& random) {
    static const std::vector<std::string> characters{"\"",
                                                     "\"\"",
                                                     "\\",
                                                     "'",
                                                     "$",
                                                     ";--",
                                                     "a",
                                                     "Z",
                                                     " ",
                                                     "\n",
                                                     "%",
                                                     "{}",
                                                     "\xC3\xA4",
                                                     "\xE6\xBC\xA2",
                                                     "\xF0\x9F\x8E\x89",
                                                     "\xE2\x80\xAE",
                                                     "\x01",
                                                     "select",
                                                     "."};
    std::string name;
    const std::size_t length = 1 + random() % 20;
    for (std::size_t i = 0; i < length; ++i) name += characters[random() % characters.size()];
    return name;
}

}  // namespace

TEST_CASE("injection A1: no payload changes the text of any statement") {
    std::map<std::string, std::string> expected;
    for_each_sink("x", [&](const char* name, const auto& query) {
        CHECK(expected.emplace(name, text_of(query)).second);
    });
    std::size_t compared = 0;
    std::size_t different = 0;
    for (const auto& payload : hostile_strings(payload_count))
        for_each_sink(payload, [&](const char* name, const auto& query) {
            ++compared;
            if (text_of(query) != expected[name]) ++different;
        });
    std::printf("A1: %zu payloads x %zu sinks = %zu texts, %zu different\n", payload_count,
                expected.size(), compared, different);
    CHECK(expected.size() >= 45);
    CHECK(different == 0);
}

TEST_CASE("injection A1: many rows as arrays, and payloads in every row") {
    const auto text_with = [](const std::string& payload) {
        std::vector<orm::insert_of<users>> rows(40, {.name = payload, .email = payload});
        return text_of(orm::insert(users).values(rows));
    };
    const std::string expected = text_with("x");
    std::size_t different = 0;
    for (const auto& payload : hostile_strings(payload_count))
        if (text_with(payload) != expected) ++different;
    CHECK(different == 0);
}

TEST_CASE("injection A2: payloads through every sink leave the server as it was") {
    ORM_NEEDS_SESSION("settings that a session gets when it begins");
    filled_blog blog;
    make_canary(blog.server);
    const std::string before = canary(blog.server);
    const std::string rows = blog.server.value("select md5(string_agg(u::text, '|')) from users u");
    statement_log log;
    const orm::database db = logging_database(blog.server, log);
    static_cast<void>(run_payloads(db, {"x"}));  // connects, prepares
    log = {};
    const std::size_t sinks = run_payloads(db, {"x"}).runs;
    const statement_log harmless = log;
    log = {};
    const tally count = run_payloads(db, hostile_strings(210));
    const std::size_t expected = harmless.count * (count.runs / sinks);
    std::printf("A2: %zu runs, %zu patterns refused by LIKE, canary %s\n", count.runs,
                count.refused_patterns, canary(blog.server) == before ? "unchanged" : "CHANGED");
    std::printf("A2: log_statement = all: %zu statements, %zu expected, %zu extra\n", log.count,
                expected, log.count - expected);
    CHECK(count.failures == "");
    CHECK(harmless.count >= 2 * sinks);
    CHECK(log.count == expected);
    CHECK(log.texts == harmless.texts);
    CHECK(canary(blog.server) == before);
    CHECK(blog.server.value("select md5(string_agg(u::text, '|')) from users u") == rows);
}

TEST_CASE("injection A2: every payload is stored and read back byte by byte") {
    blog_database blog;
    make_canary(blog.server);
    const std::string before = canary(blog.server);
    const auto payloads = hostile_strings(payload_count);
    std::vector<orm::insert_of<users>> rows;
    for (std::size_t i = 0; i < payloads.size(); ++i)
        rows.push_back({.name = payloads[i], .email = std::to_string(i)});
    CHECK(blog.db.insert(users).values(rows).returning(users.name).all() == payloads);
    std::size_t mismatches = 0;
    for (const auto& payload : payloads) {
        if (blog.db.one(orm::sql<std::string>("select {}", payload)) != payload) ++mismatches;
        if (blog.db.select(users.name).from(users).where(users.name == payload).first() != payload)
            ++mismatches;
        if (blog.db.one(orm::sql<std::int64_t>("select octet_length({})::bigint", payload)) !=
            static_cast<std::int64_t>(payload.size()))
            ++mismatches;
    }
    std::printf("A2: %zu payloads stored and read in 4 ways, %zu mismatches\n", payloads.size(),
                mismatches);
    CHECK(mismatches == 0);
    CHECK(canary(blog.server) == before);
}

TEST_CASE("injection A2: hostile settings of the server change nothing") {
    filled_blog blog;
    make_canary(blog.server);
    const std::string before = canary(blog.server);
    std::size_t runs = 0;
    for (const std::string setting : {"standard_conforming_strings = off", "backslash_quote = on",
                                      "escape_string_warning = off", "client_encoding = 'SJIS'",
                                      "client_encoding = 'SQL_ASCII'", "bytea_output = 'escape'",
                                      "quote_all_identifiers = on", "search_path = ''"}) {
        if (setting != "search_path = ''")
            blog.server.run("alter database " + blog.server.name() + " set " + setting);
        const orm::database db = orm::connect(blog.server.url(), one_connection());
        const tally count = run_payloads(db, hostile_strings(40));
        runs += count.runs;
        CHECK(count.failures == "");
    }
    std::printf("A2: %zu runs under 7 hostile settings\n", runs);
    CHECK(canary(blog.server) == before);
}

TEST_CASE("injection: NUL and invalid UTF-8 are refused in every sink before anything is sent") {
    filled_blog blog;
    std::size_t refused = 0;
    std::size_t sinks = 0;
    const std::vector<std::string> invalid{
        std::string("a\0b", 3), "\xC0'", "\xC0\xA7", "\xED\xA0\x80",
        "\xF4\x90\x80\x80",     "\xFF",  "a\xC3"};
    for (const std::string& payload : invalid)
        for_each_sink(payload, [&](const char* name, const auto& query) {
            ++sinks;
            try {
                run_query(blog.db, query);
                UNSCOPED_INFO(name);
            } catch (const orm::invalid_value&) {
                ++refused;
            }
        });
    std::printf("A2: %zu of %zu invalid strings refused\n", refused, sinks);
    CHECK(refused == sinks);
}

TEST_CASE("injection A3: quoted names come back from the server as they were, or are refused") {
    test_database database;
    plain_connection plain(database.url());
    std::mt19937 random(7);
    std::size_t checked = 0, refused = 0, mismatches = 0;
    while (checked < 100'000) {
        std::vector<std::string> names;
        std::string sql = "select ";
        while (names.size() < 500) {
            const std::string name = random_name(random);
            try {
                sql +=
                    (names.empty() ? "1 as " : ", 1 as ") + orm::lexical::quoted_identifier(name);
                names.push_back(name);
            } catch (const orm::invalid_identifier&) {
                ++refused;
                if (name.size() <= 63) ++mismatches;
            }
        }
        PGresult* const result = PQexec(plain.handle(), sql.c_str());
        for (int i = 0; i < 500; ++i)
            if (PQnfields(result) != 500 ||
                names[static_cast<std::size_t>(i)] != PQfname(result, i))
                ++mismatches;
        PQclear(result);
        checked += 500;
    }
    std::printf("A3: %zu names, %zu over 63 bytes refused, %zu mismatches\n", checked, refused,
                mismatches);
    CHECK(mismatches == 0);
    for (const std::string& name : {std::string(), std::string("a\0b", 3), std::string("\xC3"),
                                    std::string(64, 'a'), std::string(62, 'a') + "\xC3\xA4"})
        CHECK_THROWS_AS(orm::lexical::quoted_identifier(name), orm::invalid_identifier);
}

TEST_CASE("injection A6: names of a request choose, they are never written") {
    std::size_t refused = 0;
    const auto payloads = hostile_strings(payload_count);
    for (const auto& payload : payloads) {
        try {
            static_cast<void>(orm::sort_by(payload, orm::sort_key("name", users.name),
                                           orm::sort_key("age", users.age)));
        } catch (const orm::invalid_value&) {
            ++refused;
        }
        CHECK_THROWS_AS(
            orm::chosen_columns(std::vector<std::string>{payload}, users.name, users.age),
            orm::invalid_value);
    }
    std::printf("A6: %zu of %zu hostile sort keys refused\n", refused, payloads.size());
    CHECK(refused == payloads.size());
}
