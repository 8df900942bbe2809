// SPDX-License-Identifier: MIT
// The workloads as a user of this library writes them: default calls, nothing prepared by hand.
#include <array>
#include <thread>

#include <orm/relations.hpp>

#include "inner.hpp"
#include "rows.hpp"
#include "schema.hpp"
#include "worker.hpp"

namespace {

using namespace bench;
using namespace std::chrono_literals;

using new_row = orm::insert_of<users_ins>;

std::vector<new_row> made_rows() {
    std::vector<new_row> rows;
    for (const new_user& one : new_users())
        rows.push_back({.name = one.name,
                        .email = one.email,
                        .bio = one.bio,
                        .active = one.active,
                        .createdAt = one.created_at,
                        .score = one.score,
                        .nickname = one.nickname});
    return rows;
}

const std::vector<new_row>& new_rows() {
    static const std::vector<new_row> made = made_rows();
    return made;
}

struct state {
    explicit state(const char* url) : db(orm::connect(url, {.pool_size = 8})) {}
    orm::database db;
};

std::uint64_t point_select(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        sum += sum_of(s.db.select().from(users).where(users.id == key(i)).one());
    return sum;
}

template <int Size>
std::uint64_t pipeline(state& s, long operations) {
    std::uint64_t sum = 0;
    using query = decltype(orm::select().from(users).where(users.id == std::int64_t{}));
    for (long done = 0; done < operations; done += Size) {
        std::vector<query> queries;
        queries.reserve(Size);
        for (int i = 0; i < Size; ++i)
            queries.push_back(orm::select().from(users).where(users.id == key(done + i)));
        for (const auto& found : s.db.batch(queries)) sum += sum_of(found.front());
    }
    return sum;
}

std::uint64_t all_users(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const auto& one : s.db.select().from(users).all()) sum += sum_of(one);
    return sum;
}

std::uint64_t stream_users(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const auto& one : s.db.select().from(users).stream()) sum += sum_of(one);
    return sum;
}

std::uint64_t insert_one(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i) {
        const new_row& row = new_rows()[static_cast<std::size_t>(i) % new_rows().size()];
        sum += s.db.insert(users_ins).values(row).returning(users_ins.id).one() > 0 ? 1 : 0;
    }
    return sum;
}

std::uint64_t copy_in(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i) sum += s.db.copy(users_ins, new_rows());
    return sum;
}

std::uint64_t insert_many(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        sum += s.db.insert(users_ins).values(new_rows()).returning(users_ins.id).all().size();
    return sum;
}

struct joined_row {
    std::int64_t user_id;
    std::string name, email;
    std::int64_t post_id;
    std::string title, body;
    bool published;
    time_point created_at;
};

auto joined_query(state& s) {
    return s.db
        .select(users.id, users.name, users.email, posts.id, posts.title, posts.body,
                posts.published, posts.createdAt)
        .from(users)
        .join(posts, posts.userId == users.id)
        .where(users.id <= 1000)
        .as<joined_row>();
}

std::uint64_t sum_of_joined(const joined_row& one) {
    return static_cast<std::uint64_t>(one.user_id + one.post_id) + one.name.size() +
           one.title.size() + one.body.size() + (one.published ? 1 : 0);
}

std::uint64_t all_joined(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const joined_row& one : joined_query(s).all()) sum += sum_of_joined(one);
    return sum;
}

std::uint64_t stream_joined(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const joined_row& one : joined_query(s).stream()) sum += sum_of_joined(one);
    return sum;
}

template <std::int64_t Users>
std::uint64_t relations(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const auto& [parent, children] :
             s.db.find(users).where(users.id <= Users).with(user_posts).all()) {
            sum += sum_of(parent);
            for (const auto& child : children)
                sum +=
                    static_cast<std::uint64_t>(child.id) + child.title.size() + child.body.size();
        }
    return sum;
}

std::uint64_t stream_million(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const auto& one : s.db.select().from(stream_rows).stream())
            sum += static_cast<std::uint64_t>(one.id) + one.label.size() +
                   static_cast<std::uint64_t>(one.value);
    return sum;
}

std::uint64_t cached_select(state& s, long operations) {
    std::uint64_t sum = 0;
    const auto cached = s.db.cached(60s);
    for (long i = 0; i < operations; ++i)
        sum += sum_of(cached.select().from(users).where(users.id == key(i % 100)).one());
    return sum;
}

std::uint64_t threads_on_pool(state& s, long operations) {
    std::array<std::uint64_t, 64> sums{};
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < sums.size(); ++t)
        threads.emplace_back([&, t] { sums[t] = point_select(s, operations / 64); });
    std::uint64_t sum = 0;
    for (std::thread& one : threads) one.join();
    for (const std::uint64_t one : sums) sum += one;
    return sum;
}

std::uint64_t empty_target(state& s, long) {
    s.db.delete_from(users_ins).all_rows().execute();
    return 0;
}

std::uint64_t find_statement_kept(state&, long operations) { return find_kept(operations); }
std::uint64_t find_statement_built(state&, long operations) { return find_built(operations); }
std::uint64_t borrow_connection(state& s, long operations) { return borrow(s.db, operations); }

constexpr workload<state> workloads[] = {{"A", point_select},
                                         {"A10", pipeline<10>},
                                         {"A100", pipeline<100>},
                                         {"B", all_users},
                                         {"B_stream", stream_users},
                                         {"C", insert_one},
                                         {"D_copy", copy_in},
                                         {"D_returning", insert_many},
                                         {"E", all_joined},
                                         {"E_stream", stream_joined},
                                         {"F1000", relations<1000>},
                                         {"F1", relations<1>},
                                         {"S", stream_million},
                                         {"T", cached_select},
                                         {"Y", threads_on_pool},
                                         {"empty", empty_target},
                                         {"find_kept", find_statement_kept},
                                         {"find_built", find_statement_built},
                                         {"borrow", borrow_connection}};

}  // namespace

int main(int argc, char** argv) { return serve(argc, argv, workloads); }
