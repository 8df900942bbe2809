// SPDX-License-Identifier: MIT
// The tables of an accounts application: who signs in, how, and into which organisation.
#pragma once

#include <orm/query.hpp>

enum class MemberRole { owner, admin, member };

template <class M>
struct user_table {
    orm::text<M, orm::primary_key> id;
    orm::text<M> name;
    orm::text<M, orm::unique> email;
    orm::boolean<M, orm::default_to<false>> emailVerified;
    orm::text<M, orm::nullable> image;
    orm::timestamptz<M, orm::default_now> createdAt;
    orm::timestamptz<M, orm::default_now, orm::on_update_now> updatedAt;
};
inline constexpr auto users = orm::table<user_table>("user");

template <class M>
struct session_table {
    orm::text<M, orm::primary_key> id;
    orm::text<M> userId;
    orm::text<M, orm::unique> token;
    orm::timestamptz<M> expiresAt;
    orm::text<M, orm::nullable> ipAddress;
    orm::text<M, orm::nullable> userAgent;
    orm::timestamptz<M, orm::default_now> createdAt;
};
inline constexpr auto sessions = orm::table<session_table>("session", [](auto const& t) {
    return orm::constraints(t.userId.references(users.id, orm::on_delete::cascade),
                            orm::index(t.userId));
});

/// One way to sign in: a password hash, or an account at another provider.
template <class M>
struct identity_table {
    orm::text<M, orm::primary_key> id;
    orm::text<M> userId;
    orm::text<M> provider;
    orm::text<M> accountId;
    orm::text<M, orm::nullable> passwordHash;
    orm::timestamptz<M, orm::default_now> createdAt;
};
inline constexpr auto identities = orm::table<identity_table>("identity", [](auto const& t) {
    return orm::constraints(t.userId.references(users.id, orm::on_delete::cascade),
                            orm::unique_of(t.provider, t.accountId));
});

template <class M>
struct verification_table {
    orm::text<M, orm::primary_key> id;
    orm::text<M> identifier;
    orm::text<M> value;
    orm::timestamptz<M> expiresAt;
};
inline constexpr auto verifications = orm::table<verification_table>("verification");

template <class M>
struct organisation_table {
    orm::text<M, orm::primary_key> id;
    orm::text<M> name;
    orm::text<M, orm::unique> slug;
    orm::timestamptz<M, orm::default_now> createdAt;
};
inline constexpr auto organisations = orm::table<organisation_table>("organisation");

template <class M>
struct member_table {
    orm::text<M> organisationId;
    orm::text<M> userId;
    orm::enumeration<M, MemberRole> role;
    orm::timestamptz<M, orm::default_now> joinedAt;
};
inline constexpr auto members = orm::table<member_table>("member", [](auto const& t) {
    return orm::constraints(orm::primary_key_of(t.organisationId, t.userId),
                            t.organisationId.references(organisations.id, orm::on_delete::cascade),
                            t.userId.references(users.id, orm::on_delete::cascade));
});

inline constexpr auto app_schema =
    orm::schema(users, sessions, identities, verifications, organisations, members);

using User = orm::row_of<users>;
using Session = orm::row_of<sessions>;
using Organisation = orm::row_of<organisations>;
using Member = orm::row_of<members>;
