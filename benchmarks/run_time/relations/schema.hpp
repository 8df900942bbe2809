// SPDX-License-Identifier: MIT
// The tables of the relation benchmark, and the SQL that makes and fills them.
#pragma once

#include <orm/relations.hpp>

template <class M>
struct user_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M> name;
    orm::text<M> email;
    orm::timestamptz<M> createdAt;
};
inline constexpr auto users = orm::table<user_table>("users");

template <class M>
struct post_table {
    orm::bigint<M, orm::primary_key> id;
    orm::bigint<M> authorId;
    orm::text<M> title;
    orm::text<M, orm::nullable> body;
    orm::boolean<M> published;
    orm::timestamptz<M> createdAt;
};
inline constexpr auto posts = orm::table<post_table>("posts");

template <class M>
struct comment_table {
    orm::bigint<M, orm::primary_key> id;
    orm::bigint<M> postId;
    orm::text<M> text;
};
inline constexpr auto comments = orm::table<comment_table>("comments");

using User = orm::row_of<users>;
using Post = orm::row_of<posts>;
using Comment = orm::row_of<comments>;

/// 10,000 users with 10 posts each and 3 comments on each post.
inline constexpr const char* schema_sql = R"(
create table users (id bigint primary key, name text not null, email text not null, created_at timestamptz not null);
create table posts (id bigint primary key, author_id bigint not null references users (id), title text not null, body text,
    published boolean not null, created_at timestamptz not null);
create table comments (id bigint primary key, post_id bigint not null references posts (id), text text not null);
insert into users select i, 'name of user ' || i, 'user' || i || '@example.com', '2024-01-01'::timestamptz + i * interval '1 s'
    from generate_series(1, 10000) i;
insert into posts select i, (i - 1) / 10 + 1, 'the title of post ' || i, case when i % 4 > 0 then repeat('text ', 12) end,
    i % 3 > 0, '2024-01-01'::timestamptz + i * interval '1 min' from generate_series(1, 100000) i;
insert into comments select i, (i - 1) / 3 + 1, 'comment number ' || i from generate_series(1, 300000) i;
create index on posts (author_id, created_at desc);
create index on comments (post_id);
vacuum analyze;
)";
