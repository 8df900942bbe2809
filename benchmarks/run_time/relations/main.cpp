// SPDX-License-Identifier: MIT
// Related rows by find() and by hand, interleaved; prints the median of each as JSON lines.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <iterator>
#include <string>
#include <vector>

#include <orm/session/connect.hpp>

#include "by_hand.hpp"

namespace {

inline constexpr auto user_posts = orm::many(users.id, posts.authorId);
inline constexpr auto post_comments = orm::many(posts.id, comments.postId);
inline constexpr auto latest = user_posts.order_by(orm::desc(posts.createdAt)).limit(5);

struct variant {
    const char* workload;
    const char* name;
    std::size_t (*run)(const orm::database&, const by_hand::connection&);
    std::vector<double> wall = {};
    std::vector<double> cpu = {};
};

template <class Rows>
std::size_t count_orm(const Rows& rows) {
    std::size_t count = rows.size();
    for (const auto& row : rows) count += std::get<1>(row).size();
    return count;
}
std::size_t count_hand(const std::vector<by_hand::user_with_posts>& rows) {
    std::size_t count = rows.size();
    for (const auto& row : rows) {
        count += row.posts.size();
        for (const auto& post : row.posts) count += post.comments.size();
    }
    return count;
}

template <std::int64_t Users>
std::size_t orm_many(const orm::database& db, const by_hand::connection&) {
    return count_orm(db.find(users).where(users.id <= Users).with(user_posts).all());
}
template <std::int64_t Users>
std::size_t hand_many(const orm::database&, const by_hand::connection& server) {
    return count_hand(server.load("users", Users, "posts", false));
}
std::size_t orm_three(const orm::database& db, const by_hand::connection&) {
    const auto rows =
        db.find(users).where(users.id <= 1000).with(user_posts.with(post_comments)).all();
    std::size_t count = count_orm(rows);
    for (const auto& [user, written] : rows)
        for (const auto& [post, said] : written) count += said.size();
    return count;
}
std::size_t hand_three(const orm::database&, const by_hand::connection& server) {
    return count_hand(server.load("users", 1000, "posts", true));
}
std::size_t orm_one(const orm::database& db, const by_hand::connection&) {
    return count_orm(db.find(users).where(users.id == 77).with(user_posts).all());
}
std::size_t hand_one(const orm::database&, const by_hand::connection& server) {
    return count_hand(server.load_one(77));
}
std::size_t hand_one_twice(const orm::database&, const by_hand::connection& server) {
    return count_hand(server.load("user", 77, "posts", false));
}
std::size_t orm_snapshot(const orm::database& db, const by_hand::connection&) {
    return db.transaction(
        [](auto& tx) {
            return count_orm(tx.find(users).where(users.id == 77).with(user_posts).all());
        },
        {.isolation = orm::repeatable_read, .read_only = true});
}
template <std::int64_t Users>
std::size_t orm_latest(const orm::database& db, const by_hand::connection&) {
    return count_orm(db.find(users).where(users.id <= Users).with(latest).all());
}
template <std::int64_t Users>
std::size_t hand_lateral(const orm::database&, const by_hand::connection& server) {
    return count_hand(server.load("users", Users, "lateral", false));
}
template <std::int64_t Users>
std::size_t hand_row_number(const orm::database&, const by_hand::connection& server) {
    return count_hand(server.load("users", Users, "row_number", false));
}

/// Wall time and the client's own processor time of one call.
struct taken {
    double wall;
    double cpu;
};

double cpu_micros() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

taken measure_once(const variant& one, const orm::database& db, const by_hand::connection& server,
                   int repeats, std::size_t& count) {
    const auto begin = std::chrono::steady_clock::now();
    const double begin_cpu = cpu_micros();
    for (int i = 0; i < repeats; ++i) count = one.run(db, server);
    const double cpu = cpu_micros() - begin_cpu;
    const std::chrono::duration<double, std::micro> wall = std::chrono::steady_clock::now() - begin;
    return {wall.count() / repeats, cpu / repeats};
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// The variants of one workload in turn, on connections of their own: a plan that the server chose for
/// another workload would be measured as well.
void measure(std::vector<variant>& variants, const std::string& url, int rounds) {
    orm::connect_options options;
    options.pool_size = 1;
    const orm::database db = orm::connect(url, options);
    const by_hand::connection server(url.c_str());
    const std::string workload = variants[0].workload;
    const int repeats = workload.starts_with("1 ") ? 200 : workload.starts_with("20 ") ? 50 : 2;
    std::size_t expected = 0;
    for (int round = -3; round < rounds; ++round)
        for (variant& one : variants) {
            std::size_t count = 0;
            const taken took = measure_once(one, db, server, repeats, count);
            if (expected == 0) expected = count;
            if (count != expected) std::printf("wrong: %s gives %zu rows\n", one.name, count);
            if (round < 0) continue;
            one.wall.push_back(took.wall);
            one.cpu.push_back(took.cpu);
        }
    for (const variant& one : variants)
        std::printf("{\"workload\": \"%s\", \"variant\": \"%s\", \"wall\": %.1f, \"cpu\": %.1f}\n",
                    one.workload, one.name, median(one.wall), median(one.cpu));
}

/// Those of one workload stand together, the hand-written one first.
const variant all[] = {
    {"1,000 users, 10 posts", "libpq by hand, 2 statements", &hand_many<1000>},
    {"1,000 users, 10 posts", "orm find", &orm_many<1000>},
    {"20 users, 10 posts", "libpq by hand, 2 statements", &hand_many<20>},
    {"20 users, 10 posts", "orm find", &orm_many<20>},
    {"1,000 users, 10 posts, 3 comments", "libpq by hand, 3 statements", &hand_three},
    {"1,000 users, 10 posts, 3 comments", "orm find", &orm_three},
    {"1 user by key, 10 posts", "libpq by hand, 1 flush", &hand_one},
    {"1 user by key, 10 posts", "orm find", &orm_one},
    {"1 user by key, 10 posts", "libpq by hand, 2 round trips", &hand_one_twice},
    {"1 user by key, 10 posts", "orm find, repeatable read", &orm_snapshot},
    {"1,000 users, latest 5 posts", "libpq by hand, lateral", &hand_lateral<1000>},
    {"1,000 users, latest 5 posts", "orm find", &orm_latest<1000>},
    {"1,000 users, latest 5 posts", "libpq by hand, row_number()", &hand_row_number<1000>},
    {"20 users, latest 5 posts", "libpq by hand, lateral", &hand_lateral<20>},
    {"20 users, latest 5 posts", "orm find", &orm_latest<20>},
    {"20 users, latest 5 posts", "libpq by hand, row_number()", &hand_row_number<20>},
};

}  // namespace

int main(int argument_count, char** arguments) {
    const int rounds = argument_count > 1 ? std::atoi(arguments[1]) : 15;
    const std::string url = orm::env("ORM_BENCH_DATABASE_URL");
    for (std::size_t at = 0; at < std::size(all);) {
        std::vector<variant> group;
        const std::string workload = all[at].workload;
        while (at < std::size(all) && all[at].workload == workload) group.push_back(all[at++]);
        measure(group, url, rounds);
    }
}
