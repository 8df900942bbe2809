// SPDX-License-Identifier: MIT
// A fresh database with the blog's tables, and a handle of the library on it.
#pragma once

#include <cstddef>

#include <orm/session/connect.hpp>

#include "support/blog_schema.hpp"
#include "support/database.hpp"

namespace orm_test {

/// Options of connect() that keep every statement on one connection, so that a test can ask the
/// connection about itself.
inline orm::connect_options one_connection() {
    orm::connect_options options;
    options.pool_size = 1;
    return options;
}

/// `server` is the plain side that arranges and asserts, `db` the thing under test.
///
///     blog_database blog;
///     blog.db.insert(users).values({.name = "Ann", .email = "a"}).execute();
///     CHECK(blog.server.value("select count(*) from users") == "1");
struct blog_database {
    test_database server;
    orm::database db;

    blog_database() : db(prepared(server)) {}

private:
    static orm::database prepared(test_database& server) {
        server.run(blog_schema_sql);
        return orm::connect(server.url(), one_connection());
    }
};

/// The same with rows: Ann (30, two posts), Bob (no posts, image), Cid (NULL score, one post).
struct filled_blog : blog_database {
    filled_blog() {
        server.run(R"(
insert into users (name, email, email_verified, image, age, score, created_at) values
    ('Ann', 'ann@example.com', true, null, 30, 1.5, '2024-01-02 03:04:05.678901+00'),
    ('Bob', 'bob@example.com', false, 'bob.png', 20, -2.25, '2024-01-03 00:00:00+00'),
    ('Cid', 'cid@example.com', true, null, 40, null, '1969-12-31 23:59:59+00');
insert into posts (author_id, title, body, published, created_at) values
    (1, 'First', 'Hello', true, '2024-02-01 00:00:00+00'),
    (1, 'Second', null, false, '2024-02-02 00:00:00+00'),
    (3, 'Third', '', true, '2024-02-03 00:00:00+00');
insert into comments (post_id, author_id, text) values (1, 2, 'Nice'), (1, null, 'Anonymous');
)");
    }
};

}  // namespace orm_test
