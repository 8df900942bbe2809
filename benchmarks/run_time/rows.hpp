// SPDX-License-Identifier: MIT
// The rows of the programs that have no row types of their own.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace bench {

using time_point = std::chrono::sys_time<std::chrono::microseconds>;

struct user {
    std::int64_t id;
    std::string name, email, bio;
    bool active;
    time_point created_at;
    double score;
    std::optional<std::string> nickname;
};

struct new_user {
    std::string name, email, bio;
    bool active;
    time_point created_at;
    double score;
    std::optional<std::string> nickname;
};

struct joined {
    std::int64_t user_id;
    std::string name, email;
    std::int64_t post_id;
    std::string title, body;
    bool published;
    time_point created_at;
};

struct post {
    std::int64_t id, user_id;
    std::string title, body;
    bool published;
    time_point created_at;
};

struct user_with_posts {
    user parent;
    std::vector<post> posts;
};

inline constexpr std::int64_t unix_us_of_2000 = 946'684'800'000'000;

inline new_user made_user(long i) {
    new_user made;
    made.name = "user name " + std::to_string(i);
    made.email = "user.number." + std::to_string(i) + "@example.org";
    made.bio = "A biography of about fifty characters, number " + std::to_string(100000 + i);
    made.active = i % 3 == 0;
    made.created_at = time_point(std::chrono::microseconds(1'700'000'000'000'000 + i * 60'000'001));
    made.score = static_cast<double>(i) * 1.25;
    if (i % 2 == 0) made.nickname = "nick" + std::to_string(i);
    return made;
}

inline std::vector<new_user> made_users(long count) {
    std::vector<new_user> made;
    for (long i = 0; i < count; ++i) made.push_back(made_user(i));
    return made;
}

/// What C and D insert; made by the first that asks, so that other workloads' memory is their own.
inline const std::vector<new_user>& new_users() {
    static const std::vector<new_user> made = made_users(10'000);
    return made;
}

/// What a program read of a user, in one number. Times are left out: some programs keep them as text.
template <class User>
std::uint64_t sum_of(const User& one) {
    return static_cast<std::uint64_t>(one.id) + one.name.size() + one.email.size() +
           one.bio.size() + (one.active ? 1 : 0) + static_cast<std::uint64_t>(one.score) +
           (one.nickname ? one.nickname->size() : 0);
}

}  // namespace bench
