// SPDX-License-Identifier: MIT
// db.cached(): answers from memory, forgotten when their tables are written.
#include <orm/cache.hpp>

#include <atomic>
#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace std::chrono_literals;

namespace {

struct counted_blog {
    orm_test::test_database server;
    std::atomic<int> sent{0};
    orm::database db;

    counted_blog() : db(connected()) {
        server.run(
            "insert into users (name, email, age) values ('Ann', 'a', 30), ('Bob', 'b', 20)");
        sent = 0;
    }

private:
    orm::database connected() {
        server.run(blog_schema_sql);
        orm::connect_options options;
        options.pool_size = 4;
        options.on_query = [this](const orm::query_event& event) {
            if (event.sql.substr(0, 6) == "select") ++sent;
        };
        return orm::connect(server.url(), options);
    }
};

}  // namespace

TEST_CASE("cached: the same select is sent once; other values and other rows are other entries") {
    counted_blog blog;
    const orm::database cached = blog.db.cached(60s);
    const auto names = [&](int age) {
        return cached.select(users.name).from(users).where(users.age > age).all().size();
    };
    for (int round = 0; round < 3; ++round) {
        CHECK(names(0) == 2);
        CHECK(names(25) == 1);
    }
    CHECK(blog.sent == 2);
    CHECK(cached.select().from(users).where(users.age > 25).one().name == "Ann");
    CHECK(cached.select().from(users).where(users.age > 25).first()->name == "Ann");
    CHECK(blog.sent == 3);
    const orm::cache_stats stats = orm::cache_stats_of(blog.db);
    CHECK(stats.hits == 5);
    CHECK(stats.misses == 3);
    CHECK(stats.entries == 3);
    CHECK(stats.bytes > 0);
}

TEST_CASE("cached: a write through any handle of the database is seen by the next read") {
    counted_blog blog;
    const orm::database cached = blog.db.cached(60s);
    const auto count = [&] { return cached.select(orm::count()).from(users).one(); };
    CHECK(count() == 2);
    blog.db.insert(users).values({.name = "Cid", .email = "c"}).execute();
    CHECK(count() == 3);
    blog.db.update(users).set({.age = 1}).where(users.name == "Ann").returning(users.id).all();
    CHECK(cached.select(users.age).from(users).where(users.name == "Ann").one() == 1);
    cached.delete_from(users).where(users.name == "Cid").execute();
    CHECK(count() == 2);
    blog.db.batch(orm::insert(users).values({.name = "Dan", .email = "d"}));
    CHECK(count() == 3);
    blog.db.copy(users, std::vector<orm::insert_of<users>>{{.name = "Eve", .email = "e"}});
    CHECK(count() == 4);
    const int before = blog.sent;
    blog.db.insert(posts).values({.authorId = 1, .title = "t"}).execute();
    CHECK(count() == 4);
    CHECK(blog.sent == before);  // another table
}

TEST_CASE("cached: a transaction's writes count when it commits, not when it is undone") {
    counted_blog blog;
    const orm::database cached = blog.db.cached(60s);
    const auto count = [&] { return cached.select(orm::count()).from(users).one(); };
    CHECK(count() == 2);
    cached.transaction([&](auto& tx) {
        tx.insert(users).values({.name = "Cid", .email = "c"}).execute();
        CHECK(count() == 2);                                    // not committed yet
        CHECK(tx.select(orm::count()).from(users).one() == 3);  // its own snapshot
        tx.transaction([](auto& inner) {
            inner.insert(users).values({.name = "Dan", .email = "d"}).execute();
        });
    });
    CHECK(count() == 4);
    const int before = blog.sent;
    CHECK_THROWS(blog.db.transaction([](auto& tx) {
        tx.delete_from(users).all_rows().execute();
        throw 1;
    }));
    CHECK(count() == 4);
    CHECK(blog.sent == before + 0);
}

TEST_CASE("cached: an old answer is asked for again; direct() and plain handles always ask") {
    counted_blog blog;
    const auto read = [&](const orm::database& db) { return db.select().from(users).all().size(); };
    const orm::database cached = blog.db.cached(40ms);
    read(cached);
    blog.server.run("insert into users (name, email) values ('Cid', 'c')");
    CHECK(read(cached) == 2);
    CHECK(read(cached.direct()) == 3);
    CHECK(read(blog.db) == 3);
    std::this_thread::sleep_for(50ms);
    CHECK(read(cached) == 3);
    blog.server.run("delete from users where name = 'Cid'");
    orm::clear_cache(blog.db);
    CHECK(read(cached) == 2);
}

TEST_CASE("cached: threads that ask the same at once share one round trip") {
    counted_blog blog;
    const orm::database cached = blog.db.cached(60s);
    std::vector<std::thread> threads;
    std::atomic<int> right{0};
    blog.server.run(
        "create view slow as select id, name, email, email_verified, image, age, score, "
        "created_at from users, pg_sleep(0.2)");
    static constexpr auto slow = orm::table<user_table>("slow");
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] { right += cached.select().from(slow).all().size() == 2; });
    for (std::thread& one : threads) one.join();
    CHECK(right == 8);
    CHECK(blog.sent == 1);
    CHECK(orm::cache_stats_of(blog.db).shared > 0);
}

TEST_CASE("cached: a statement that fails is not kept, and whoever waited asks for himself") {
    counted_blog blog;
    const orm::database cached = blog.db.cached(60s);
    const auto divide = [&] {
        return cached.select(100 / (users.age - 20)).from(users).order_by(users.id).all();
    };
    for (int i = 0; i < 2; ++i) CHECK_THROWS_AS(divide(), orm::error);
    blog.server.run("update users set age = 21 where name = 'Bob'");
    CHECK(divide().size() == 2);
}

TEST_CASE("cached: the bytes are bounded, the entry used longest ago goes first") {
    counted_blog blog;
    blog.server.run(
        "insert into users (name, email) select repeat('x', 1000), 'm' || i "
        "from generate_series(1, 100) i");
    const orm::database cached = blog.db.cached(60s, {.max_bytes = 300'000});
    for (int i = 0; i < 30; ++i) {
        cached.select(users.name).from(users).where(users.age < 100 + i).all();
        CHECK(orm::cache_stats_of(blog.db).bytes <= 300'000);
    }
    CHECK(orm::cache_stats_of(blog.db).evicted > 20);
    const int before = blog.sent;
    cached.select(users.name).from(users).where(users.age < 129).all();
    CHECK(blog.sent == before);
}

TEST_CASE("cached: readers never see an answer that is older than a finished write") {
    counted_blog blog;
    const orm::database cached = blog.db.cached(60s);
    std::atomic<int> written{20};
    std::atomic<int> stale{0};
    std::atomic<bool> is_over{false};
    std::vector<std::thread> readers;
    for (int i = 0; i < 3; ++i)
        readers.emplace_back([&] {
            while (!is_over) {
                const int known = written;
                const int read =
                    cached.select(users.age).from(users).where(users.name == "Bob").one();
                if (read < known) ++stale;
            }
        });
    for (int age = 21; age < 400; ++age) {
        blog.db.update(users).set({.age = age}).where(users.name == "Bob").execute();
        written = age;
        if (age % 20 == 0) std::this_thread::sleep_for(2ms);
    }
    is_over = true;
    for (std::thread& one : readers) one.join();
    CHECK(stale == 0);
    CHECK(orm::cache_stats_of(blog.db).hits > 10);
}

TEST_CASE("cached: what the row cannot hold is refused from memory too") {
    counted_blog blog;
    blog.server.run("alter table users alter column age type bigint");
    const orm::database cached = blog.db.cached(60s);
    for (int i = 0; i < 2; ++i)
        CHECK_THROWS_AS(cached.select().from(users).all(), orm::row_mismatch);
}
