// SPDX-License-Identifier: MIT
// The workloads with SOCI, with prepared statements that are kept: its best.
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>

#include "rows.hpp"
#include "worker.hpp"

namespace {

using namespace bench;

/// The targets that SOCI fills, bound once.
struct user_targets {
    long long id = 0;
    std::string name, email, bio, created_at, nickname;
    int active = 0;
    double score = 0;
    soci::indicator has_nickname = soci::i_null;

    std::uint64_t sum() const {
        return static_cast<std::uint64_t>(id) + name.size() + email.size() + bio.size() +
               (active != 0 ? 1 : 0) + static_cast<std::uint64_t>(score) +
               (has_nickname == soci::i_ok ? nickname.size() : 0);
    }
};

constexpr const char* user_columns =
    "select id, name, email, bio, active::int, created_at::text, score, nickname from users";

/// SOCI takes key=value words only, libpq takes an URL apart.
std::string words_of(const char* url) {
    PQconninfoOption* const options = PQconninfoParse(url, nullptr);
    std::string words;
    for (const PQconninfoOption* one = options; one != nullptr && one->keyword != nullptr; ++one)
        if (one->val != nullptr) words += std::string(one->keyword) + "='" + one->val + "' ";
    PQconninfoFree(options);
    return words;
}

struct state {
    explicit state(const char* url)
        : session(soci::postgresql, words_of(url)),
          by_key((session.prepare << std::string(user_columns) + " where id = :id",
                  soci::use(wanted), soci::into(one.id), soci::into(one.name),
                  soci::into(one.email), soci::into(one.bio), soci::into(one.active),
                  soci::into(one.created_at), soci::into(one.score),
                  soci::into(one.nickname, one.has_nickname))),
          everyone((session.prepare << user_columns, soci::into(one.id), soci::into(one.name),
                    soci::into(one.email), soci::into(one.bio), soci::into(one.active),
                    soci::into(one.created_at), soci::into(one.score),
                    soci::into(one.nickname, one.has_nickname))) {}

    soci::session session;
    long long wanted = 0;
    user_targets one;
    soci::statement by_key;
    soci::statement everyone;
};

std::uint64_t point_select(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i) {
        s.wanted = key(i);
        s.by_key.execute(true);
        sum += s.one.sum();
    }
    return sum;
}

std::uint64_t all_users(state& s, long operations) {
    std::uint64_t sum = 0;
    for (long i = 0; i < operations; ++i) {
        std::vector<user_targets> read;
        s.everyone.execute();
        while (s.everyone.fetch()) read.push_back(s.one);
        for (const user_targets& one : read) sum += one.sum();
    }
    return sum;
}

constexpr workload<state> workloads[] = {{"A", point_select}, {"B", all_users}};

}  // namespace

int main(int argc, char** argv) { return serve(argc, argv, workloads); }
