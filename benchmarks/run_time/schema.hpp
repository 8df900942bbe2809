// SPDX-License-Identifier: MIT
// The benchmark's tables as a user declares them.
#pragma once

#include <orm/orm.hpp>

template <class M>
struct user_table {
    orm::bigint<M, orm::primary_key, orm::identity> id;
    orm::text<M> name;
    orm::text<M> email;
    orm::text<M> bio;
    orm::boolean<M> active;
    orm::timestamptz<M> createdAt;
    orm::double_precision<M> score;
    orm::text<M, orm::nullable> nickname;
};
inline constexpr auto users = orm::table<user_table>("users");

template <class M>
struct target_table {
    orm::bigint<M, orm::primary_key, orm::identity> id;
    orm::text<M> name;
    orm::text<M> email;
    orm::text<M> bio;
    orm::boolean<M> active;
    orm::timestamptz<M> createdAt;
    orm::double_precision<M> score;
    orm::text<M, orm::nullable> nickname;
};
inline constexpr auto users_ins = orm::table<target_table>("users_ins");

template <class M>
struct post_table {
    orm::bigint<M, orm::primary_key> id;
    orm::bigint<M> userId;
    orm::text<M> title;
    orm::text<M> body;
    orm::boolean<M> published;
    orm::timestamptz<M> createdAt;
};
inline constexpr auto posts = orm::table<post_table>("posts");
inline constexpr auto user_posts = orm::many(users.id, posts.userId);

template <class M>
struct stream_table {
    orm::bigint<M> id;
    orm::text<M> label;
    orm::double_precision<M> value;
};
inline constexpr auto stream_rows = orm::table<stream_table>("stream_rows");
