// SPDX-License-Identifier: MIT
// stream(): typed rows one by one.
#include <algorithm>
#include <chrono>
#include <fstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using orm_test::blog_database;
using orm_test::filled_blog;
using namespace std::chrono_literals;

namespace {

struct many_users : blog_database {
    explicit many_users(int count) {
        server.run(
            "insert into users (name, email, age) select 'name ' || i, 'e' || i, i "
            "from generate_series(1, " +
            std::to_string(count) + ") i");
    }
};

std::size_t resident_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.substr(0, 6) == "VmRSS:") return std::stoul(line.substr(6));
    return 0;
}

}  // namespace

TEST_CASE("stream: gives the same rows as all(), in order") {
    filled_blog blog;
    const auto query = blog.db.select().from(users).order_by(users.id);
    const std::vector<User> all = query.all();
    std::size_t at = 0;
    for (User const& user : query.stream()) {
        CHECK(user.name == all.at(at).name);
        CHECK(user.score == all.at(at).score);
        CHECK(user.createdAt == all.at(at).createdAt);
        ++at;
    }
    CHECK(at == 3);
    for (auto& [name, title] : blog.db.select(users.name, posts.title)
                                   .from(users)
                                   .left_join(posts, posts.authorId == users.id)
                                   .order_by(users.id, posts.id)
                                   .stream())
        CHECK((name == "Bob") == !title.has_value());
}

TEST_CASE("stream: no rows are no turns of the loop; the connection is free afterwards") {
    blog_database blog;
    for (User const& user : blog.db.select().from(users).stream()) FAIL("a row: " << user.name);
    CHECK(blog.db.select().from(users).all().empty());
}

TEST_CASE("stream: leaving the loop early leaves a pool that works and no rows behind") {
    many_users blog(20'000);
    for (int round = 0; round < 5; ++round) {
        int count = 0;
        for (auto& [id, name] : blog.db.select(users.id, users.name).from(users).stream())
            if (name == "name " + std::to_string(id) && ++count == 3) break;
        CHECK(blog.db.select(orm::count()).from(users).one() == 20'000);
    }
}

TEST_CASE("stream: an exception in the loop's body ends the stream") {
    many_users blog(1'000);
    const auto loop = [&] {
        for (User const& user : blog.db.select().from(users).stream())
            if (user.age == 10) throw std::runtime_error("enough");
    };
    CHECK_THROWS_WITH(loop(), "enough");
    CHECK(blog.db.select().from(users).where(users.id == 1).one().name == "name 1");
}

TEST_CASE("stream: rows may be moved out, and prepared queries stream with arguments") {
    many_users blog(50);
    std::vector<User> kept;
    for (User& user : blog.db.select().from(users).order_by(users.id).stream())
        kept.push_back(std::move(user));
    CHECK(kept.size() == 50);
    CHECK(kept[49].name == "name 50");
    const auto older =
        blog.db.prepare(orm::select().from(users).where(users.age > orm::param<"age">));
    int count = 0;
    for (User const& user : older.stream(orm::arg<"age">(45))) count += user.age > 45 ? 1 : 100;
    CHECK(count == 5);
    count = 0;
    for (std::int64_t id : blog.db.stream(orm::select(users.id).from(users))) count += id > 0;
    CHECK(count == 50);
}

TEST_CASE("stream: an error of the server in the middle is thrown after the rows before it") {
    many_users blog(5'000);
    const unsigned line = __LINE__ + 3;
    int count = 0;
    try {
        for (auto quotient : blog.db.select(100 / (users.age - 4'000)).from(users).stream())
            count += quotient < 100 ? 1 : 0;
        FAIL("no error");
    } catch (const orm::error& failure) {
        CHECK(failure.sqlstate() == "22012");
        CHECK(failure.where().line() == line);
    }
    CHECK(count > 3'000);
    CHECK(blog.db.select(orm::count()).from(users).one() == 5'000);
}

TEST_CASE("stream: a connection that is lost in the middle is an error, and the pool recovers") {
    ORM_NEEDS_SESSION("the process that serves the session");
    many_users blog(200'000);
    int count = 0;
    const auto loop = [&] {
        for (User const& user : blog.db.select().from(users).stream())
            if (user.id > 0 && ++count == 10)
                blog.server.run(
                    "select pg_terminate_backend(pid) from pg_stat_activity where "
                    "application_name = 'orm' and datname = current_database()");
    };
    CHECK_THROWS_AS(loop(), orm::connection_lost);
    CHECK(count >= 10);
    CHECK(blog.db.select(orm::count()).from(users).one() == 200'000);
}

TEST_CASE("stream: with_timeout counts for the whole stream") {
    many_users blog(200'000);
    const auto loop = [&] {
        for (User const& user : blog.db.with_timeout(60ms).select().from(users).stream())
            if (user.id == 1) std::this_thread::sleep_for(100ms);
    };
    const auto start = std::chrono::steady_clock::now();
    CHECK_THROWS_AS(loop(), orm::timeout);
    CHECK(std::chrono::steady_clock::now() - start < 1s);
    CHECK(blog.db.select(orm::count()).from(users).one() == 200'000);
}

TEST_CASE("stream: memory does not grow with the number of rows") {
    many_users blog(10);
    blog.server.run(
        "insert into users (name, email) select repeat('x', 100), 'm' || i "
        "from generate_series(1, 400000) i");
    std::size_t before = 0;
    std::size_t most = 0;
    int count = 0;
    for (User const& user : blog.db.select().from(users).stream()) {
        if (++count == 1'000) before = resident_kib();
        if (count % 20'000 == 0) most = std::max(most, resident_kib());
        if (user.name.empty()) FAIL("an empty name");
    }
    CHECK(count == 400'010);
    CHECK(most - std::min(before, most) < 40 * 1024);  // all() would need more than 80 MiB
}

TEST_CASE("stream: the columns are compared with the row before the first one is read") {
    blog_database blog;
    blog.server.run("alter table users alter column age type bigint");
    const auto loop = [&] {
        for (User const& user : blog.db.select().from(users).stream()) FAIL(user.name);
    };
    CHECK_THROWS_AS(loop(), orm::row_mismatch);
}

TEST_CASE("stream: another statement on the same transaction is refused while rows come") {
    many_users blog(5'000);
    blog.db.transaction([](auto& tx) {
        for (User const& user : tx.select().from(users).stream()) {
            CHECK_THROWS_AS(tx.select().from(users).all(), orm::error);
            if (user.id > 0) break;
        }
    });
    CHECK(blog.db.select(orm::count()).from(users).one() == 5'000);
}
