// SPDX-License-Identifier: MIT
// The workloads with libpqxx, prepared, without a transaction around reads: its best.
#include <pqxx/pqxx>

#include "rows.hpp"
#include "worker.hpp"

namespace {

using namespace bench;

/// As libpqxx gives it: the time stays text, for it has no conversion to std::chrono.
struct text_user {
    std::int64_t id;
    std::string name, email, bio;
    bool active;
    std::string created_at;
    double score;
    std::optional<std::string> nickname;
};

const std::vector<std::string>& made_times() {
    static const std::vector<std::string> made(new_users().size(), "2024-01-01 00:00:17+00");
    return made;
}

struct state {
    explicit state(const char* url) : connection(url) {
        const std::string columns =
            "select id, name, email, bio, active, created_at, score, nickname from users";
        connection.prepare("a", columns + " where id = $1");
        connection.prepare("b", columns);
        connection.prepare("c",
                           "insert into users_ins (name, email, bio, active, created_at, score, "
                           "nickname) values ($1, $2, $3, $4, $5, $6, $7) returning id");
        connection.prepare("e",
                           "select u.id, u.name, u.email, p.id, p.title, p.body, p.published, "
                           "p.created_at from users u join posts p on p.user_id = u.id "
                           "where u.id <= 1000");
    }
    pqxx::connection connection;
};

text_user user_of(const pqxx::row& row) {
    return {row[0].as<std::int64_t>(),
            row[1].as<std::string>(),
            row[2].as<std::string>(),
            row[3].as<std::string>(),
            row[4].as<bool>(),
            row[5].as<std::string>(),
            row[6].as<double>(),
            row[7].is_null() ? std::nullopt : std::optional(row[7].as<std::string>())};
}

std::uint64_t point_select(state& s, long operations) {
    std::uint64_t sum = 0;
    pqxx::nontransaction work(s.connection);
    for (long i = 0; i < operations; ++i)
        sum += sum_of(user_of(work.exec_prepared("a", key(i))[0]));
    return sum;
}

std::uint64_t all_users(state& s, long operations) {
    std::uint64_t sum = 0;
    pqxx::nontransaction work(s.connection);
    for (long i = 0; i < operations; ++i) {
        std::vector<text_user> read;
        const pqxx::result rows = work.exec_prepared("b");
        read.reserve(static_cast<std::size_t>(rows.size()));
        for (const pqxx::row& row : rows) read.push_back(user_of(row));
        for (const text_user& one : read) sum += sum_of(one);
    }
    return sum;
}

std::uint64_t insert_one(state& s, long operations) {
    std::uint64_t sum = 0;
    pqxx::nontransaction work(s.connection);
    for (long i = 0; i < operations; ++i) {
        const std::size_t at = static_cast<std::size_t>(i) % new_users().size();
        const new_user& one = new_users()[at];
        const pqxx::result row = work.exec_prepared("c", one.name, one.email, one.bio, one.active,
                                                    made_times()[at], one.score, one.nickname);
        sum += row[0][0].as<std::int64_t>() > 0 ? 1 : 0;
    }
    return sum;
}

std::uint64_t copy_in(state& s, long operations) {
    for (long i = 0; i < operations; ++i) {
        pqxx::work work(s.connection);
        pqxx::stream_to stream(work, "users_ins",
                               std::vector<std::string>{"name", "email", "bio", "active",
                                                        "created_at", "score", "nickname"});
        for (std::size_t at = 0; at < new_users().size(); ++at) {
            const new_user& one = new_users()[at];
            stream << std::make_tuple(one.name, one.email, one.bio, one.active, made_times()[at],
                                      one.score, one.nickname);
        }
        stream.complete();
        work.commit();
    }
    return new_users().size() * static_cast<std::uint64_t>(operations);
}

std::uint64_t all_joined(state& s, long operations) {
    struct text_joined {
        std::int64_t user_id;
        std::string name, email;
        std::int64_t post_id;
        std::string title, body;
        bool published;
        std::string created_at;
    };
    std::uint64_t sum = 0;
    pqxx::nontransaction work(s.connection);
    for (long i = 0; i < operations; ++i) {
        std::vector<text_joined> read;
        for (const pqxx::row& row : work.exec_prepared("e"))
            read.push_back({row[0].as<std::int64_t>(), row[1].as<std::string>(),
                            row[2].as<std::string>(), row[3].as<std::int64_t>(),
                            row[4].as<std::string>(), row[5].as<std::string>(), row[6].as<bool>(),
                            row[7].as<std::string>()});
        for (const text_joined& one : read)
            sum += static_cast<std::uint64_t>(one.user_id + one.post_id) + one.name.size() +
                   one.title.size() + one.body.size() + (one.published ? 1 : 0);
    }
    return sum;
}

std::uint64_t empty_target(state& s, long) {
    pqxx::nontransaction(s.connection).exec("truncate users_ins");
    return 0;
}

constexpr workload<state> workloads[] = {{"A", point_select}, {"B", all_users},
                                         {"C", insert_one},   {"D_copy", copy_in},
                                         {"E", all_joined},   {"empty", empty_target}};

}  // namespace

int main(int argc, char** argv) { return serve(argc, argv, workloads); }
