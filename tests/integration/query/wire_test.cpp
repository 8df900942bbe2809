// SPDX-License-Identifier: MIT
// Injection A7: what goes over the wire. Values travel in Bind only, never in a simple query.
#include <cstdio>
#include <set>
#include <string>

#include <orm/driver/postgres/url.hpp>

#include "support/catch.hpp"
#include "support/hostile_strings.hpp"
#include "support/injection_sinks.hpp"
#include "support/message_counter.hpp"
#include "support/session.hpp"

using namespace orm_test;

TEST_CASE("injection A7: no simple query has anything but constant text") {
    filled_blog blog;
    std::string url = blog.server.url();
    const auto at = url.find("127.0.0.1:");
    if (at == std::string::npos) ORM_SKIP("the server's URL has no 127.0.0.1:port");
    const auto digits = at + 10;
    const auto end = url.find_first_not_of("0123456789", digits);
    message_counter counter(std::stoi(url.substr(digits, end - digits)));
    url.replace(digits, end - digits, std::to_string(counter.port()));
    url = with_option(url, "sslmode=disable&gssencmode=disable");
    std::size_t runs = 0;
    {
        const orm::database db = orm::connect(url, one_connection());
        for (const auto& payload : hostile_strings(150))
            for_each_sink(payload, [&](const char*, const auto& query) {
                ++runs;
                try {
                    db.transaction([&](auto& tx) {
                        if constexpr (std::is_void_v<typename std::remove_cvref_t<
                                          decltype(query)>::result::row>)
                            tx.execute(query);
                        else tx.all(query);
                        throw 1;
                    });
                } catch (int) {
                } catch (const orm::error&) {
                }
            });
    }
    const message_scan& seen = counter.finish();
    const std::set<std::string> texts(seen.simple_queries().begin(), seen.simple_queries().end());
    std::printf("A7: %zu runs, %zu messages, %zu simple queries of %zu constant texts\n", runs,
                seen.message_count(), seen.simple_queries().size(), texts.size());
    CHECK(seen.message_count() > runs);
    for (const auto& text : texts) UNSCOPED_INFO(text);
    CHECK(texts.size() <= 6);
    for (const auto& text : texts) CHECK(text.find('\'') == std::string::npos);
}
