// SPDX-License-Identifier: MIT
// The limit: hand-tuned libpq, prepared, binary both ways, decoded into structs.
#include <array>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <unordered_map>

#include "libpq_tools.hpp"
#include "worker.hpp"

namespace {

using namespace bench;

constexpr Oid int8_oid = 20, bool_oid = 16, text_oid = 25, float8_oid = 701, timestamptz_oid = 1184;
constexpr const char* user_columns =
    "select id, name, email, bio, active, created_at, score, nickname from users";

PGconn* connected(const char* url) {
    PGconn* const made = PQconnectdb(url);
    if (PQstatus(made) != CONNECTION_OK) throw std::runtime_error(PQerrorMessage(made));
    return made;
}

void prepare(PGconn* connection, const char* name, const std::string& sql) {
    const result made(connection, PQprepare(connection, name, sql.c_str(), 0, nullptr));
}

struct state {
    explicit state(const char* given) : url(given), connection(connected(given)) {
        const std::string by_key = std::string(user_columns) + " where id = $1";
        prepare(connection, "a", by_key);
        prepare(connection, "b", user_columns);
        prepare(connection, "c",
                "insert into users_ins (name, email, bio, active, created_at, score, nickname) "
                "values ($1, $2, $3, $4, $5, $6, $7) returning id");
        prepare(connection, "d",
                "insert into users_ins (name, email, bio, active, created_at, score, nickname) "
                "select * from unnest($1::text[], $2::text[], $3::text[], $4::bool[], "
                "$5::timestamptz[], $6::float8[], $7::text[]) returning id");
        prepare(connection, "e",
                "select u.id, u.name, u.email, p.id, p.title, p.body, p.published, p.created_at "
                "from users u join posts p on p.user_id = u.id where u.id <= 1000");
        prepare(connection, "f1", std::string(user_columns) + " where id <= $1");
        prepare(connection, "f2",
                "select id, user_id, title, body, published, created_at from posts "
                "where user_id = any($1::int8[])");
        prepare(connection, "s", "select id, label, value from stream_rows");
    }
    ~state() { PQfinish(connection); }
    state(const state&) = delete;
    state& operator=(const state&) = delete;

    const char* url;
    PGconn* connection;
};

/// One eight-byte parameter, built on the stack.
struct key_parameter {
    explicit key_parameter(std::int64_t number)
        : bytes(big_endian<std::int64_t>(reinterpret_cast<const char*>(&number))) {}
    std::int64_t bytes;
    const char* value = reinterpret_cast<const char*>(&bytes);
    static constexpr int length = 8, format = 1;
};

std::uint64_t select_one(PGconn* connection, std::int64_t id) {
    const key_parameter key(id);
    const result rows(connection,
                      PQexecPrepared(connection, "a", 1, &key.value, &key.length, &key.format, 1));
    return sum_of(user_at(rows.get(), 0));
}

std::uint64_t point_select(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i) sum += select_one(s.connection, key(i));
    return sum;
}

/// A hundred keys again and again: what a cache is for. Here every read asks the server.
std::uint64_t repeated_select(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i) sum += select_one(s.connection, key(i % 100));
    return sum;
}

template <int Size>
std::uint64_t pipeline(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long done = 0; done < operations; done += Size) {
        PQenterPipelineMode(s.connection);
        for (int i = 0; i < Size; ++i) {
            const key_parameter one(key(done + i));
            PQsendQueryPrepared(s.connection, "a", 1, &one.value, &one.length, &one.format, 1);
        }
        PQpipelineSync(s.connection);
        for (int i = 0; i < Size; ++i) {
            const result rows(s.connection, PQgetResult(s.connection));
            sum += sum_of(user_at(rows.get(), 0));
            PQgetResult(s.connection);
        }
        PQclear(PQgetResult(s.connection));
        PQexitPipelineMode(s.connection);
    }
    return sum;
}

template <class Row, Row (*Read)(const PGresult*, int)>
std::vector<Row> all(PGconn* connection, const char* statement) {
    const result rows(connection,
                      PQexecPrepared(connection, statement, 0, nullptr, nullptr, nullptr, 1));
    std::vector<Row> read;
    read.reserve(static_cast<std::size_t>(rows.rows()));
    for (int row = 0; row < rows.rows(); ++row) read.push_back(Read(rows.get(), row));
    return read;
}

template <class Use>
void stream(PGconn* connection, const char* statement, Use use) {
    PQsendQueryPrepared(connection, statement, 0, nullptr, nullptr, nullptr, 1);
    PQsetSingleRowMode(connection);
    while (PGresult* const next = PQgetResult(connection)) {
        const result row(connection, next);
        if (row.rows() == 1) use(row.get());
    }
    // libpq forgets the mode when it is asked to send, except in a pipeline; this fails, and forgets.
    PQsendQueryPrepared(connection, nullptr, 0, nullptr, nullptr, nullptr, 0);
}

std::uint64_t all_users(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const user& one : all<user, user_at>(s.connection, "b")) sum += sum_of(one);
    return sum;
}

std::uint64_t stream_users(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        stream(s.connection, "b", [&](const PGresult* row) { sum += sum_of(user_at(row, 0)); });
    return sum;
}

std::uint64_t insert_one(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i) {
        const new_user& one = new_users()[static_cast<std::size_t>(i) % new_users().size()];
        const char active = one.active ? 1 : 0;
        const key_parameter created(one.created_at.time_since_epoch().count() - unix_us_of_2000);
        const key_parameter score(std::bit_cast<std::int64_t>(one.score));
        const char* values[] = {one.name.data(),
                                one.email.data(),
                                one.bio.data(),
                                &active,
                                created.value,
                                score.value,
                                one.nickname ? one.nickname->data() : nullptr};
        const int lengths[] = {static_cast<int>(one.name.size()),
                               static_cast<int>(one.email.size()),
                               static_cast<int>(one.bio.size()),
                               1,
                               8,
                               8,
                               one.nickname ? static_cast<int>(one.nickname->size()) : 0};
        static constexpr int formats[] = {1, 1, 1, 1, 1, 1, 1};
        const result row(s.connection,
                         PQexecPrepared(s.connection, "c", 7, values, lengths, formats, 1));
        sum += int_at(row.get(), 0, 0) > 0 ? 1 : 0;
    }
    return sum;
}

void empty_target(state& s) {
    const result done(s.connection, PQexec(s.connection, "truncate users_ins"));
}

std::uint64_t copy_in(state& s, long operations) {
    for (long i = 0; i < operations; ++i) {
        const result started(s.connection,
                             PQexec(s.connection,
                                    "copy users_ins (name, email, bio, active, created_at, score, "
                                    "nickname) from stdin (format binary)"));
        writer out;
        out.add_raw("PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0\0", 19);
        for (const new_user& one : new_users()) {
            out.add_short(7);
            write_new_user(out, one);
            if (out.bytes().size() > 60'000) {
                PQputCopyData(s.connection, out.bytes().data(),
                              static_cast<int>(out.bytes().size()));
                out.clear();
            }
        }
        out.add_short(0xFFFF);
        PQputCopyData(s.connection, out.bytes().data(), static_cast<int>(out.bytes().size()));
        PQputCopyEnd(s.connection, nullptr);
        while (PGresult* const next = PQgetResult(s.connection))
            const result ended(s.connection, next);
    }
    return new_users().size() * static_cast<std::uint64_t>(operations);
}

std::uint64_t insert_many(state& s, long operations) {
    std::uint64_t sum = 0;
    const std::vector<new_user>& users = new_users();
    for (long i = 0; i < operations; ++i) {
        std::array<writer, 7> columns;
        const std::size_t n = users.size();
        write_array(columns[0], text_oid, n, false,
                    [&](std::size_t r) { columns[0].add_text(users[r].name); });
        write_array(columns[1], text_oid, n, false,
                    [&](std::size_t r) { columns[1].add_text(users[r].email); });
        write_array(columns[2], text_oid, n, false,
                    [&](std::size_t r) { columns[2].add_text(users[r].bio); });
        write_array(columns[3], bool_oid, n, false, [&](std::size_t r) {
            columns[3].add(std::int32_t{1});
            columns[3].add_byte(users[r].active ? 1 : 0);
        });
        write_array(columns[4], timestamptz_oid, n, false, [&](std::size_t r) {
            columns[4].add(std::int32_t{8});
            columns[4].add(
                std::int64_t{users[r].created_at.time_since_epoch().count() - unix_us_of_2000});
        });
        write_array(columns[5], float8_oid, n, false, [&](std::size_t r) {
            columns[5].add(std::int32_t{8});
            columns[5].add(users[r].score);
        });
        write_array(columns[6], text_oid, n, true, [&](std::size_t r) {
            if (users[r].nickname) columns[6].add_text(*users[r].nickname);
            else columns[6].add(std::int32_t{-1});
        });
        const char* values[7];
        int lengths[7];
        for (std::size_t column = 0; column < 7; ++column) {
            values[column] = columns[column].bytes().data();
            lengths[column] = static_cast<int>(columns[column].bytes().size());
        }
        static constexpr int formats[] = {1, 1, 1, 1, 1, 1, 1};
        const result rows(s.connection,
                          PQexecPrepared(s.connection, "d", 7, values, lengths, formats, 1));
        std::vector<std::int64_t> ids;
        ids.reserve(n);
        for (int row = 0; row < rows.rows(); ++row) ids.push_back(int_at(rows.get(), row, 0));
        sum += ids.size();
    }
    return sum;
}

std::uint64_t sum_of_joined(const joined& one) {
    return static_cast<std::uint64_t>(one.user_id + one.post_id) + one.name.size() +
           one.title.size() + one.body.size() + (one.published ? 1 : 0);
}

std::uint64_t all_joined(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const joined& one : all<joined, joined_at>(s.connection, "e"))
            sum += sum_of_joined(one);
    return sum;
}

std::uint64_t stream_joined(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        stream(s.connection, "e",
               [&](const PGresult* row) { sum += sum_of_joined(joined_at(row, 0)); });
    return sum;
}

std::vector<user_with_posts> users_with_posts(state& s, std::int64_t limit) {
    const key_parameter last(limit);
    const result parents(s.connection, PQexecPrepared(s.connection, "f1", 1, &last.value,
                                                      &last.length, &last.format, 1));
    std::vector<user_with_posts> users;
    users.reserve(static_cast<std::size_t>(parents.rows()));
    std::unordered_map<std::int64_t, std::size_t> place;
    place.reserve(users.capacity());
    writer keys;
    for (int row = 0; row < parents.rows(); ++row) {
        users.push_back({user_at(parents.get(), row), {}});
        place.emplace(users.back().parent.id, users.size() - 1);
    }
    write_array(keys, int8_oid, users.size(), false, [&](std::size_t i) {
        keys.add(std::int32_t{8});
        keys.add(users[i].parent.id);
    });
    const char* value = keys.bytes().data();
    const int length = static_cast<int>(keys.bytes().size());
    const int format = 1;
    const result children(s.connection,
                          PQexecPrepared(s.connection, "f2", 1, &value, &length, &format, 1));
    for (int row = 0; row < children.rows(); ++row)
        users[place[int_at(children.get(), row, 1)]].posts.push_back(post_at(children.get(), row));
    return users;
}

template <std::int64_t Users>
std::uint64_t relations(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        for (const user_with_posts& one : users_with_posts(s, Users)) {
            sum += sum_of(one.parent);
            for (const post& child : one.posts)
                sum +=
                    static_cast<std::uint64_t>(child.id) + child.title.size() + child.body.size();
        }
    return sum;
}

std::uint64_t stream_million(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i)
        stream(s.connection, "s", [&](const PGresult* row) {
            sum += static_cast<std::uint64_t>(int_at(row, 0, 0)) + text_at(row, 0, 1).size() +
                   static_cast<std::uint64_t>(double_at(row, 0, 2));
        });
    return sum;
}

/// A pool as one writes it: a list, a mutex, a condition.
class small_pool {
public:
    explicit small_pool(const char* url) {
        for (int i = 0; i < 8; ++i) {
            idle_.push_back(connected(url));
            prepare(idle_.back(), "a", std::string(user_columns) + " where id = $1");
        }
    }
    ~small_pool() {
        for (PGconn* one : idle_) PQfinish(one);
    }
    small_pool(const small_pool&) = delete;
    small_pool& operator=(const small_pool&) = delete;
    PGconn* take() {
        std::unique_lock held(mutex_);
        returned_.wait(held, [&] { return !idle_.empty(); });
        PGconn* const taken = idle_.back();
        idle_.pop_back();
        return taken;
    }
    void give_back(PGconn* one) {
        {
            const std::lock_guard held(mutex_);
            idle_.push_back(one);
        }
        returned_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable returned_;
    std::vector<PGconn*> idle_;
};

std::uint64_t threads_on_pool(state& s, long operations) {
    static small_pool pool(s.url);
    std::array<std::uint64_t, 64> sums{};
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < sums.size(); ++t)
        threads.emplace_back([&, t] {
            for (long i = 0; i < operations / 64; ++i) {
                PGconn* const one = pool.take();
                sums[t] += select_one(one, key(i));
                pool.give_back(one);
            }
        });
    std::uint64_t sum = 0;
    for (std::thread& one : threads) one.join();
    for (const std::uint64_t one : sums) sum += one;
    return sum;
}

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
                                         {"T", repeated_select},
                                         {"Y", threads_on_pool},
                                         {"empty", [](state& s, long) -> std::uint64_t {
                                              empty_target(s);
                                              return 0;
                                          }}};

}  // namespace

int main(int argc, char** argv) { return serve(argc, argv, workloads); }
