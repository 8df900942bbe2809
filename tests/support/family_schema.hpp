// SPDX-License-Identifier: MIT
// The tables of the relation tests: every kind of key between them.
#pragma once

#include <orm/relations.hpp>

template <class M>
struct member_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M> name;
    orm::boolean<M, orm::default_to<false>> verified;
    orm::bigint<M, orm::nullable> invitedBy;
};
inline constexpr auto members = orm::table<member_table>(
    "members", [](const auto& t) { return orm::constraints(t.invitedBy.references(t.id)); });
inline constexpr auto inviter = orm::alias<"inviter">(members);
inline constexpr auto invited = orm::alias<"invited">(members);

template <class M>
struct profile_table {
    orm::bigint<M, orm::primary_key> id;
    orm::bigint<M, orm::unique> memberId;
    orm::text<M, orm::nullable> about;
};
inline constexpr auto profiles = orm::table<profile_table>(
    "profiles", [](const auto& t) { return orm::constraints(t.memberId.references(members.id)); });

template <class M>
struct club_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M> name;
    orm::text<M, orm::nullable> description;
};
inline constexpr auto clubs = orm::table<club_table>("clubs");

template <class M>
struct membership_table {
    orm::bigint<M> memberId;
    orm::bigint<M> clubId;
    orm::text<M> role;
};
inline constexpr auto memberships = orm::table<membership_table>("memberships", [](const auto& t) {
    return orm::constraints(orm::primary_key_of(t.memberId, t.clubId),
                            t.memberId.references(members.id), t.clubId.references(clubs.id));
});

template <class M>
struct article_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M> content;
    orm::bigint<M, orm::nullable> authorId;
    orm::bigint<M, orm::nullable> editorId;
    orm::timestamptz<M, orm::default_now> createdAt;
};
inline constexpr auto articles = orm::table<article_table>("articles", [](const auto& t) {
    return orm::constraints(t.authorId.references(members.id), t.editorId.references(members.id));
});

template <class M>
struct remark_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M> content;
    orm::bigint<M, orm::nullable> creatorId;
    orm::bigint<M> articleId;
};
inline constexpr auto remarks = orm::table<remark_table>("remarks", [](const auto& t) {
    return orm::constraints(t.creatorId.references(members.id),
                            t.articleId.references(articles.id));
});

template <class M>
struct like_table {
    orm::bigint<M, orm::primary_key> id;
    orm::bigint<M> creatorId;
    orm::bigint<M> remarkId;
};
inline constexpr auto likes = orm::pg::schema("social").table<like_table>("likes");

// A key of two columns.
template <class M>
struct shelf_table {
    orm::text<M, orm::primary_key> room;
    orm::integer<M, orm::primary_key> number;
    orm::text<M> label;
};
inline constexpr auto shelves = orm::table<shelf_table>("shelves");

template <class M>
struct volume_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M, orm::nullable> room;
    orm::integer<M, orm::nullable> shelfNumber;
    orm::text<M> title;
};
inline constexpr auto volumes = orm::table<volume_table>("volumes", [](const auto& t) {
    return orm::constraints(
        orm::foreign_key_of(t.room, t.shelfNumber).references(shelves.room, shelves.number));
});

inline constexpr auto member_profile = orm::one(members.id, profiles.memberId);
inline constexpr auto profile_member = orm::relation_of<profiles, members>;
inline constexpr auto member_inviter = orm::one(members.invitedBy, inviter.id);
inline constexpr auto member_invited = orm::many(members.id, invited.invitedBy);
inline constexpr auto member_articles = orm::many(members.id, articles.authorId);
inline constexpr auto member_edited = orm::many(members.id, articles.editorId);
inline constexpr auto article_author = orm::one(articles.authorId, members.id);
inline constexpr auto article_editor = orm::one(articles.editorId, members.id);
inline constexpr auto article_remarks = orm::relation_of<articles, remarks>;
inline constexpr auto remark_article = orm::relation_of<remarks, articles>;
inline constexpr auto remark_creator = orm::one(remarks.creatorId, members.id);
inline constexpr auto remark_likes = orm::many(remarks.id, likes.remarkId);
inline constexpr auto like_creator = orm::one(likes.creatorId, members.id);
inline constexpr auto member_clubs =
    orm::many_through(members.id, memberships.memberId, memberships.clubId, clubs.id);
inline constexpr auto club_members =
    orm::many_through(clubs.id, memberships.clubId, memberships.memberId, members.id);
inline constexpr auto club_memberships = orm::relation_of<clubs, memberships>;
inline constexpr auto membership_member = orm::relation_of<memberships, members>;
inline constexpr auto shelf_volumes = orm::many(orm::key_of(shelves.room, shelves.number),
                                                orm::key_of(volumes.room, volumes.shelfNumber));
inline constexpr auto volume_shelf = orm::relation_of<volumes, shelves>;

inline constexpr const char* family_schema_sql = R"(
create table members (id bigint primary key, name text not null, verified boolean not null default false,
    invited_by bigint references members (id));
create table profiles (id bigint primary key, member_id bigint not null unique references members (id), about text);
create table clubs (id bigint primary key, name text not null, description text);
create table memberships (member_id bigint not null references members (id), club_id bigint not null references clubs (id),
    role text not null, primary key (member_id, club_id));
create table articles (id bigint primary key, content text not null, author_id bigint references members (id),
    editor_id bigint references members (id), created_at timestamptz not null default now());
create table remarks (id bigint primary key, content text not null, creator_id bigint references members (id),
    article_id bigint not null references articles (id));
create schema social;
create table social.likes (id bigint primary key, creator_id bigint not null references members (id),
    remark_id bigint not null references remarks (id));
create table shelves (room text, number integer, label text not null, primary key (room, number));
create table volumes (id bigint primary key, room text, shelf_number integer, title text not null,
    foreign key (room, shelf_number) references shelves (room, number));
)";

/// Ann invited Ben, Ben invited Cat; Dan is alone. Ann wrote 1, 2, 3, Ben 4 and 5, nobody 6.
inline constexpr const char* family_rows_sql = R"(
insert into members values (1, 'Ann', true, null), (2, 'Ben', false, 1), (3, 'Cat', true, 2), (4, 'Dan', false, null);
insert into profiles values (1, 1, 'first'), (2, 3, null);
insert into clubs values (1, 'Chess', null), (2, 'Choir', 'sings'), (3, 'Empty', null);
insert into memberships values (1, 1, 'head'), (2, 1, 'guest'), (2, 2, 'head'), (3, 2, 'guest');
insert into articles values
    (1, 'a1', 1, 2, '2024-01-01 00:00:00+00'), (2, 'a2', 1, 2, '2024-01-02 00:00:00+00'),
    (3, 'a3', 1, null, '2024-01-03 00:00:00+00'), (4, 'b1', 2, 1, '2024-01-04 00:00:00+00'),
    (5, 'b2', 2, null, '2024-01-05 00:00:00+00'), (6, 'nobody', null, null, '2024-01-06 00:00:00+00');
insert into remarks values (1, 'r1', 2, 1), (2, 'r2', 3, 1), (3, 'r3', null, 2), (4, 'r4', 1, 4);
insert into social.likes values (1, 1, 1), (2, 3, 1), (3, 2, 4);
insert into shelves values ('north', 1, 'N1'), ('north', 2, 'N2'), ('south', 1, 'S1');
insert into volumes values (1, 'north', 1, 'v1'), (2, 'north', 1, 'v2'), (3, 'south', 1, 'v3'), (4, null, null, 'loose'),
    (5, 'north', null, 'half');
)";
