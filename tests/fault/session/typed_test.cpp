// SPDX-License-Identifier: MIT
// C8, C15, D1, D3, D4, D7, D8 through the typed layer.
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "../driver/fault_proxy.hpp"
#include "../memory_use.hpp"
#include "../private_server.hpp"
#include "support/catch.hpp"
#include "support/session.hpp"

using namespace std::chrono_literals;
using orm_test::blog_database;
using orm_test::report;

namespace {

/// Long form: ORM_FAULT_LONG=1.
int rounds(int short_form, int long_form) {
    return std::getenv("ORM_FAULT_LONG") == nullptr ? short_form : long_form;
}

struct no_standard_exception {};

void throw_kind(int kind) {
    switch (kind) {
        case 0: throw std::runtime_error("std");
        case 1: throw no_standard_exception();
        case 2: throw 7;
        default: throw orm::error("of the library");
    }
}

template <class M>
struct account_table {
    orm::integer<M, orm::primary_key> id;
    orm::integer<M> balance;
};
constexpr auto accounts = orm::table<account_table>("accounts");

}  // namespace

TEST_CASE("D1: an exception of any kind after any statement undoes the transaction",
          "[fault][D1]") {
    blog_database blog;
    int undone = 0;
    for (int kind = 0; kind < 4; ++kind)
        for (int stop = 0; stop < 10; ++stop) {
            bool is_same_exception = false;
            try {
                blog.db.transaction([&](auto& tx) {
                    for (int i = 0; i < 10; ++i) {
                        tx.insert(users)
                            .values({.name = "n", .email = std::to_string(i)})
                            .execute();
                        if (i == stop) throw_kind(kind);
                    }
                });
            } catch (const orm::error& thrown) {
                is_same_exception = kind == 3 && thrown.message() == "of the library";
            } catch (const std::runtime_error&) {
                is_same_exception = kind == 0;
            } catch (const no_standard_exception&) {
                is_same_exception = kind == 1;
            } catch (int) {
                is_same_exception = kind == 2;
            }
            CHECK(is_same_exception);
            if (blog.db.select(orm::count()).from(users).one() == 0) ++undone;
        }
    CHECK(undone == 40);
    report("D1", std::to_string(undone) + " of 40 exceptions undone, kept and survived");
}

namespace {

template <class Transaction>
void nest(Transaction& tx, int depth) {
    tx.insert(users).values({.name = "n", .email = std::to_string(depth)}).execute();
    if (depth > 1) tx.transaction([&](auto& inner) { nest(inner, depth - 1); });
}

}  // namespace

TEST_CASE("D3: savepoints nest 1, 10 and 1000 deep; an inner failure leaves the outer",
          "[fault][D3]") {
    blog_database blog;
    for (const int depth : {1, 10, 1'000}) {
        blog.db.transaction([&](auto& tx) { nest(tx, depth); });
        CHECK(blog.db.select(orm::count()).from(users).one() == depth);
        blog.db.delete_from(users).all_rows().execute();
    }
    blog.db.transaction([&](auto& tx) {
        tx.insert(users).values({.name = "outer", .email = "1"}).execute();
        CHECK_THROWS_AS(tx.transaction([&](auto& inner) {
            inner.insert(users).values({.name = "inner", .email = "2"}).execute();
            inner.insert(users).values({.name = "again", .email = "1"}).execute();
        }),
                        orm::unique_violation);
        tx.insert(users).values({.name = "after", .email = "3"}).execute();
    });
    CHECK(blog.db.select(users.name).from(users).order_by(users.id).all() ==
          std::vector<std::string>{"outer", "after"});
    report("D3", "savepoints 1000 deep; an inner failure undoes only itself");
}

TEST_CASE("D4: eight threads move money in serializable transactions, none is lost",
          "[fault][D4]") {
    orm_test::test_database server;
    server.run("create table accounts (id int primary key, balance int not null)");
    server.run("insert into accounts select i, 1000 from generate_series(0, 9) i");
    orm::connect_options options;
    options.pool_size = 8;
    const orm::database db = orm::connect(server.url(), options);
    std::atomic<int> done{0};
    std::atomic<int> attempts{0};
    std::atomic<int> given_up{0};
    const auto work = [&](int seed) {
        for (int i = 0; i < rounds(100, 12'500); ++i) {
            const int from = (seed + i * 7) % 10;
            const int to = (from + 1 + i % 9) % 10;
            try {
                db.transaction(
                    [&](auto& tx) {
                        ++attempts;
                        const int have = tx.select(accounts.balance)
                                             .from(accounts)
                                             .where(accounts.id == from)
                                             .one();
                        if (have < 1) return;
                        tx.update(accounts)
                            .set({.balance = accounts.balance - 1})
                            .where(accounts.id == from)
                            .execute();
                        tx.update(accounts)
                            .set({.balance = accounts.balance + 1})
                            .where(accounts.id == to)
                            .execute();
                    },
                    {.isolation = orm::serializable, .retries = 20});
                ++done;
            } catch (const orm::serialization_failure&) {
                ++given_up;
            }
        }
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i) threads.emplace_back(work, i);
    for (std::thread& one : threads) one.join();
    CHECK(server.value("select sum(balance) from accounts") == "10000");
    CHECK(done + given_up == 8 * rounds(100, 12'500));
    CHECK(given_up <= done / 50);
    report("D4", std::to_string(done.load()) + " transfers in " + std::to_string(attempts.load()) +
                     " attempts, " + std::to_string(given_up.load()) +
                     " given up, 10000 of 10000 there");
}

TEST_CASE("D7: isolation and read only do not reach the next user of the session", "[fault][D7]") {
    blog_database blog;
    blog.db.transaction([](auto& tx) { tx.select().from(users).all(); },
                        {.isolation = orm::serializable, .read_only = true, .deferrable = true});
    blog.db.transaction([](auto& tx) {
        CHECK(tx.insert(users).values({.name = "n", .email = "e"}).execute() == 1);
    });
    const orm::driver::postgres::lease lent(blog.db.source(), {});
    const auto shown = lent->execute("show transaction_isolation", {}, {});
    CHECK(shown.bytes(0, 0).text() == "read committed");
    report("D7", "the next user's isolation: " + std::string(shown.bytes(0, 0).text()));
}

TEST_CASE("D8: after a failed statement nothing of the transaction commits, swallowed or not",
          "[fault][D8]") {
    blog_database blog;
    CHECK_THROWS_AS(blog.db.transaction([](auto& tx) {
        tx.insert(users).values({.name = "n", .email = "e"}).execute();
        try {
            tx.insert(users).values({.name = "n", .email = "e"}).execute();
        } catch (const orm::unique_violation&) {
        }
    }),
                    orm::error);
    const std::int64_t rows = blog.db.select(orm::count()).from(users).one();
    CHECK(rows == 0);
    report("D8", std::to_string(rows) + " rows of a transaction that swallowed its failure");
}

TEST_CASE("C8: the last handle goes while threads still use copies of it", "[fault][C8]") {
    const orm_test::test_database server;
    std::atomic<int> answers{0};
    for (int round = 0; round < rounds(10, 200); ++round) {
        std::vector<std::thread> threads;
        {
            orm::connect_options options;
            options.pool_size = 4;
            const orm::database db = orm::connect(server.url(), options);
            for (int i = 0; i < 8; ++i)
                threads.emplace_back([&answers, db] {
                    const orm::driver::postgres::lease lent(db.source(), {});
                    answers += lent->execute("select 1", {}, {}).row_count() == 1;
                });
        }
        for (std::thread& one : threads) one.join();
    }
    CHECK(answers == 8 * rounds(10, 200));
    report("C8", std::to_string(rounds(10, 200)) +
                     " pools whose last handle went while 8 threads used " +
                     "copies: " + std::to_string(answers.load()) + " answers");
}

TEST_CASE("C15: a long stream keeps its memory, to the end and given up midway", "[fault][C15]") {
    blog_database blog;
    const int count = rounds(500'000, 10'000'000);
    blog.server.run("create view many as select i as id, i as balance from generate_series(1, " +
                    std::to_string(count) + ") i");
    static constexpr auto many = orm::table<account_table>("many");
    const std::ptrdiff_t before = orm_test::memory_use();
    std::ptrdiff_t most = 0;
    int read = 0;
    for (auto const& row : blog.db.select().from(many).stream())
        if (++read % 10'000 == 0) most = std::max(most, orm_test::memory_use());
        else if (row.id != row.balance) FAIL("another row's cell");
    CHECK(read == count);
    CHECK(most <= 64 * 1024 * 1024);
    CHECK(most - before <= 4 * 1024 * 1024);  // one part of the answer and libpq's buffer
    read = 0;
    for (auto const& row : blog.db.select().from(many).stream())
        if (row.id > 0 && ++read == 1'000) break;
    CHECK(blog.db.select(orm::count()).from(users).one() == 0);
    report("C15", std::to_string(count) + " rows streamed in " +
                      std::to_string(most / 1024 / 1024) + " MiB at most, " +
                      std::to_string((most - before) / 1024) + " KiB more than before");
}

TEST_CASE("D5: a transaction whose COMMIT has no answer tells its outcome when asked",
          "[fault][D5]") {
    blog_database blog;
    orm_test::fault_proxy proxy(blog.server.url());
    const auto transact = [&](const std::string& email) {
        orm::connect_options options;
        options.pool_size = 1;
        const orm::database db = orm::connect(proxy.url(), options);
        db.transaction(
            [&](auto& tx) { tx.insert(users).values({.name = "n", .email = email}).execute(); },
            {.resolvable = true});
    };
    transact("whole");
    for (int i = 0; i < 100 && proxy.bytes_to_client() == 0; ++i) std::this_thread::sleep_for(10ms);
    const std::size_t size = proxy.bytes_to_client();
    REQUIRE(size > 400);
    int unknown = 0;
    int right = 0;
    for (std::size_t cut = size - 150; cut < size; cut += static_cast<std::size_t>(rounds(3, 1))) {
        const std::string email = std::to_string(cut);
        orm_test::proxy_fault fault;
        fault.to_client.cut_at = cut;
        proxy.set(fault);
        bool is_reported = false;
        try {
            transact(email);
            is_reported = true;
        } catch (const orm::commit_unknown& lost) {
            ++unknown;
            is_reported = blog.db.outcome_of(lost) == orm::transaction_outcome::committed;
        } catch (const orm::error&) {
        }
        const bool is_there =
            blog.db.select(users.id).from(users).where(users.email == email).first().has_value();
        if (is_there == is_reported) ++right;
        else FAIL_CHECK("cut at byte " << cut);
    }
    CHECK(unknown > 3);
    report("D5", std::to_string(right) + " cuts around a commit, " + std::to_string(unknown) +
                     " unknown: the outcome always right");
}

TEST_CASE("C10: two threads in one transaction: one is refused, nothing runs outside of it",
          "[fault][C10]") {
    blog_database blog;
    std::atomic<int> refused{0};
    std::atomic<int> ran{0};
    struct undo {};
    for (int round = 0; round < rounds(300, 5'000); ++round) {
        const auto insert = [&](auto& tx, const std::string& email) {
            try {
                // Other statements each time, so that both add to the connection's statements.
                if (round % 2 == 0)
                    tx.insert(users).values({.name = "n", .email = email}).execute();
                else
                    tx.insert(users)
                        .values({.name = "n", .email = email, .age = round})
                        .returning(users.id)
                        .one();
                ++ran;
            } catch (const orm::error&) {
                ++refused;
            }
        };
        try {
            const orm::database fresh = orm::connect(blog.server.url(), orm_test::one_connection());
            fresh.transaction([&](auto& tx) {
                std::atomic<int> ready{0};
                const auto start = [&](const char* email) {
                    ++ready;
                    while (ready != 2) continue;
                    insert(tx, email);
                };
                std::thread other([&] { start("1"); });
                start("2");
                other.join();
                throw undo();
            });
        } catch (const undo&) {
        }
    }
    CHECK(blog.server.value("select count(*) from users") == "0");
    CHECK(refused > 0);
    report("C10", std::to_string(rounds(300, 5'000)) + " transactions used by two threads: " +
                      std::to_string(refused.load()) + " uses refused, " +
                      std::to_string(ran.load()) + " undone with their transaction");
}
