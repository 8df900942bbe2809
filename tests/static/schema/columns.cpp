// SPDX-License-Identifier: MIT
// What can be asserted of a declared table: names, types, nullability, defaults, keys.
#include <concepts>
#include <string_view>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class Column>
using sql_type = typename Column::sql_type;

#define COLUMN(name) decltype(users.name)

// Names.
static_assert(orm::name_of(users) == "users");
static_assert(orm::schema_of(users).empty());
static_assert(users.id.name() == "id");
static_assert(users.emailVerified.name() == "email_verified");
static_assert(users.createdAt.name() == "created_at");
static_assert(posts.authorId.name() == "author_id");
static_assert(comments.text.name() == "text");

// Places, in the order of the declaration.
static_assert(users.id.position == 0);
static_assert(users.emailVerified.position == 3);
static_assert(users.createdAt.position == 7);

// Types.
static_assert(std::same_as<sql_type<COLUMN(id)>, orm::pg::int8>);
static_assert(std::same_as<sql_type<COLUMN(name)>, orm::pg::text>);
static_assert(std::same_as<sql_type<COLUMN(emailVerified)>, orm::pg::boolean>);
static_assert(std::same_as<sql_type<COLUMN(age)>, orm::pg::int4>);
static_assert(std::same_as<sql_type<COLUMN(score)>, orm::pg::float8>);
static_assert(std::same_as<sql_type<COLUMN(createdAt)>, orm::pg::timestamptz>);

// Nullability.
static_assert(!COLUMN(id)::is_nullable);
static_assert(!COLUMN(name)::is_nullable);
static_assert(COLUMN(image)::is_nullable);
static_assert(COLUMN(score)::is_nullable);
static_assert(!COLUMN(createdAt)::is_nullable);
static_assert(decltype(comments.authorId)::is_nullable);

// Keys.
static_assert(COLUMN(id)::is_primary_key);
static_assert(!COLUMN(email)::is_primary_key);
static_assert(COLUMN(email)::is_unique);
static_assert(!COLUMN(name)::is_unique);

// Defaults: what an insert may leave out.
static_assert(COLUMN(id)::has_default);
static_assert(!COLUMN(name)::has_default);
static_assert(COLUMN(emailVerified)::has_default);
static_assert(COLUMN(createdAt)::has_default);
static_assert(COLUMN(name)::is_required);
static_assert(COLUMN(email)::is_required);
static_assert(!COLUMN(id)::is_required);
static_assert(!COLUMN(image)::is_required);
static_assert(!COLUMN(age)::is_required);
static_assert(COLUMN(id)::is_writable);

// Modifiers, one by one.
template <class M>
struct modifier_table {
    orm::bigint<M, orm::primary_key, orm::identity_always<>> always;
    orm::bigint<M, orm::identity_by_default<orm::sequence_options{.start = 100}>> byDefault;
    orm::serial<M> counted;
    orm::text<M, orm::generated_as<"upper(title)">> shout;
    orm::text<M, orm::named<"Title!">> title;
    orm::text<M, orm::primary_key, orm::nullable> contradiction;
    orm::integer<M, orm::default_sql<"1 + 1">> computed;
    orm::text<M, orm::default_to<"draft">> state;
    orm::timestamptz<M, orm::nullable, orm::on_update_now> touched;
    orm::varchar<M, orm::length<20>> code;
};
inline constexpr auto modifiers = orm::table<modifier_table>("modifiers");

static_assert(!decltype(modifiers.always)::is_writable);
static_assert(!decltype(modifiers.always)::is_required);
static_assert(decltype(modifiers.byDefault)::is_writable);
static_assert(decltype(modifiers.byDefault)::has_default);
static_assert(decltype(modifiers.counted)::has_default);
static_assert(!decltype(modifiers.counted)::is_nullable);
static_assert(!decltype(modifiers.shout)::is_writable);
static_assert(modifiers.title.name() == "Title!");
static_assert(modifiers.byDefault.name() == "by_default");
static_assert(!decltype(modifiers.contradiction)::is_nullable, "a primary key is never NULL");
static_assert(decltype(modifiers.computed)::has_default);
static_assert(decltype(modifiers.state)::has_default);
static_assert(orm::default_to<"draft">::value.view() == "draft");
static_assert(orm::default_to<false>::value == false);
static_assert(orm::default_to<-7>::value == -7);
static_assert(decltype(modifiers.touched)::has<orm::on_update_now>);
static_assert(!decltype(modifiers.touched)::has_default);
static_assert(std::same_as<sql_type<decltype(modifiers.code)>, orm::pg::varchar>);

// A table per casing policy.
inline constexpr auto as_written = orm::table<user_table, orm::preserve>("Users");
inline constexpr auto in_camels = orm::table<comment_table, orm::camel_case>("comments");
static_assert(orm::name_of(as_written) == "Users", "a table's own name is never changed");
static_assert(as_written.emailVerified.name() == "emailVerified");
static_assert(in_camels.postId.name() == "postId");

struct shouting {
    static constexpr orm::name_buffer apply(std::string_view name) {
        orm::name_buffer cased;
        for (const char c : name) cased.append(c >= 'a' && c <= 'z' ? char(c - 32) : c);
        return cased;
    }
};
inline constexpr auto shouted = orm::table<user_table, shouting>("users");
static_assert(shouted.emailVerified.name() == "EMAILVERIFIED", "policies can be the user's own");

// named<> wins over every policy.
inline constexpr auto named_in_camels = orm::table<modifier_table, orm::camel_case>("modifiers");
static_assert(named_in_camels.title.name() == "Title!");
static_assert(named_in_camels.byDefault.name() == "byDefault");

// Names of 63 bytes are kept whole.
template <class M>
struct long_name_table {
    orm::integer<M> a23456789b23456789c23456789d23456789e23456789f23456789g23456789;
};
inline constexpr auto long_names =
    orm::table<long_name_table>("t23456789b23456789c23456789d23456789e23456789f23456789g23456789");
static_assert(orm::name_of(long_names).size() == 63);
static_assert(
    long_names.a23456789b23456789c23456789d23456789e23456789f23456789g23456789.name().size() == 63);

// Letters outside of ASCII are letters.
template <class M>
struct cyrillic_table {
    orm::text<M> имя;
    orm::text<M> größe;
};
inline constexpr auto cyrillic = orm::table<cyrillic_table, orm::preserve>("таблица");
static_assert(cyrillic.имя.name() == "имя");
static_assert(cyrillic.größe.name() == "größe");
static_assert(orm::name_of(cyrillic) == "таблица");
