// SPDX-License-Identifier: MIT
// What a careful programmer writes with libpq alone: prepared, binary, `= any($1)`, a hash to attach.
#pragma once

#include <bit>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <libpq-fe.h>

#include "schema.hpp"

namespace by_hand {

struct post_with_comments {
    Post post;
    std::vector<Comment> comments;
};
struct user_with_posts {
    User user;
    std::vector<post_with_comments> posts;
};

inline std::int64_t int8(const PGresult* rows, int row, int column) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, PQgetvalue(rows, row, column), 8);
    return static_cast<std::int64_t>(__builtin_bswap64(bits));
}
inline std::string text(const PGresult* rows, int row, int column) {
    return {PQgetvalue(rows, row, column),
            static_cast<std::size_t>(PQgetlength(rows, row, column))};
}
template <class Time>
Time time(const PGresult* rows, int row, int column) {
    constexpr std::int64_t epoch = 946'684'800'000'000;
    return Time(typename Time::duration(int8(rows, row, column) + epoch));
}

inline User read_user(const PGresult* rows, int row) {
    return {int8(rows, row, 0), text(rows, row, 1), text(rows, row, 2),
            time<decltype(User::createdAt)>(rows, row, 3)};
}
inline Post read_post(const PGresult* rows, int row) {
    return {int8(rows, row, 0),
            int8(rows, row, 1),
            text(rows, row, 2),
            PQgetisnull(rows, row, 3) != 0 ? std::nullopt : std::optional(text(rows, row, 3)),
            *PQgetvalue(rows, row, 4) != 0,
            time<decltype(Post::createdAt)>(rows, row, 5)};
}
inline Comment read_comment(const PGresult* rows, int row) {
    return {int8(rows, row, 0), int8(rows, row, 1), text(rows, row, 2)};
}

struct rows {
    PGresult* handle;
    explicit rows(PGresult* owned) : handle(owned) {
        if (PQresultStatus(handle) == PGRES_TUPLES_OK) return;
        std::fprintf(stderr, "%s\n", PQresultErrorMessage(handle));
        std::exit(1);
    }
    rows(const rows&) = delete;
    rows& operator=(const rows&) = delete;
    ~rows() { PQclear(handle); }
    int count() const { return PQntuples(handle); }
};

/// Binary int8[].
class id_array {
public:
    explicit id_array(std::size_t count) {
        bytes_.reserve(20 + 12 * count);
        for (const std::uint32_t word : {1U, 0U, 20U, static_cast<std::uint32_t>(count), 1U})
            put(word);
    }
    void add(std::int64_t id) {
        put(8);
        const std::uint64_t bits = __builtin_bswap64(static_cast<std::uint64_t>(id));
        bytes_.append(reinterpret_cast<const char*>(&bits), 8);
    }
    const std::string& bytes() const { return bytes_; }

private:
    void put(std::uint32_t word) {
        word = __builtin_bswap32(word);
        bytes_.append(reinterpret_cast<const char*>(&word), 4);
    }
    std::string bytes_;
};

class connection {
public:
    explicit connection(const char* url) : handle_(PQconnectdb(url)) {
        const Oid int8 = 20;
        const Oid array = 1016;
        const char* const post_columns =
            "select id, author_id, title, body, published, created_at from posts";
        prepare("users", "select id, name, email, created_at from users where id <= $1", int8);
        prepare("user", "select id, name, email, created_at from users where id = $1", int8);
        prepare("posts", std::string(post_columns) + " where author_id = any($1)", array);
        prepare("comments", "select id, post_id, text from comments where post_id = any($1)",
                array);
        prepare(
            "lateral",
            "select p.*, k.n from unnest($1) with ordinality k (v, n) cross join lateral (select id, "
            "author_id, title, body, published, created_at from posts where author_id = k.v "
            "order by created_at desc limit 5) p",
            array);
        prepare(
            "row_number",
            "select id, author_id, title, body, published, created_at from (select *, row_number() over "
            "(partition by author_id order by created_at desc) as n from posts where author_id = "
            "any($1)) p where n <= 5",
            array);
    }
    ~connection() { PQfinish(handle_); }
    connection(const connection&) = delete;
    connection& operator=(const connection&) = delete;

    /// `first` is "users" or "user", `second` "posts", "lateral" or "row_number".
    std::vector<user_with_posts> load(const char* first, std::int64_t id, const char* second,
                                      bool with_comments) const {
        const std::uint64_t bits = __builtin_bswap64(static_cast<std::uint64_t>(id));
        const rows found(run(first, reinterpret_cast<const char*>(&bits), 8));
        const auto count = static_cast<std::size_t>(found.count());
        std::vector<user_with_posts> users;
        users.reserve(count);
        id_array ids(count);
        std::unordered_map<std::int64_t, std::uint32_t> by_id;
        by_id.reserve(count);
        for (int row = 0; row < found.count(); ++row) {
            users.push_back({read_user(found.handle, row), {}});
            ids.add(users.back().user.id);
            by_id.emplace(users.back().user.id, static_cast<std::uint32_t>(row));
        }
        const rows posts(run(second, ids.bytes().data(), ids.bytes().size()));
        for (int row = 0; row < posts.count(); ++row) {
            Post post = read_post(posts.handle, row);
            auto& owner = users[by_id.find(post.authorId)->second].posts;
            owner.push_back({std::move(post), {}});
        }
        if (with_comments) add_comments(users, static_cast<std::size_t>(posts.count()));
        return users;
    }

    /// One row by its key and its posts in one flush.
    std::vector<user_with_posts> load_one(std::int64_t id) const {
        const std::uint64_t bits = __builtin_bswap64(static_cast<std::uint64_t>(id));
        id_array ids(1);
        ids.add(id);
        PQenterPipelineMode(handle_);
        send("user", reinterpret_cast<const char*>(&bits), 8);
        send("posts", ids.bytes().data(), ids.bytes().size());
        PQpipelineSync(handle_);
        std::vector<user_with_posts> users;
        {
            const rows found(PQgetResult(handle_));
            PQgetResult(handle_);
            const rows posts(PQgetResult(handle_));
            PQgetResult(handle_);
            users.push_back({read_user(found.handle, 0), {}});
            users[0].posts.reserve(static_cast<std::size_t>(posts.count()));
            for (int row = 0; row < posts.count(); ++row)
                users[0].posts.push_back({read_post(posts.handle, row), {}});
        }
        PQclear(PQgetResult(handle_));
        PQexitPipelineMode(handle_);
        return users;
    }

    void execute(const char* sql) const { PQclear(PQexec(handle_, sql)); }

private:
    void add_comments(std::vector<user_with_posts>& users, std::size_t count) const {
        id_array ids(count);
        std::unordered_map<std::int64_t, post_with_comments*> by_id;
        by_id.reserve(count);
        for (user_with_posts& user : users)
            for (post_with_comments& post : user.posts) {
                ids.add(post.post.id);
                by_id.emplace(post.post.id, &post);
            }
        const rows found(run("comments", ids.bytes().data(), ids.bytes().size()));
        for (int row = 0; row < found.count(); ++row) {
            Comment comment = read_comment(found.handle, row);
            by_id.find(comment.postId)->second->comments.push_back(std::move(comment));
        }
    }

    void prepare(const char* name, const std::string& sql, Oid type) const {
        PGresult* const done = PQprepare(handle_, name, sql.c_str(), 1, &type);
        if (PQresultStatus(done) != PGRES_COMMAND_OK) {
            std::fprintf(stderr, "%s\n", PQerrorMessage(handle_));
            std::exit(1);
        }
        PQclear(done);
    }
    PGresult* run(const char* name, const char* value, std::size_t size) const {
        const int length = static_cast<int>(size);
        const int binary = 1;
        return PQexecPrepared(handle_, name, 1, &value, &length, &binary, 1);
    }
    void send(const char* name, const char* value, std::size_t size) const {
        const int length = static_cast<int>(size);
        const int binary = 1;
        PQsendQueryPrepared(handle_, name, 1, &value, &length, &binary, 1);
    }

    PGconn* handle_;
};

}  // namespace by_hand
