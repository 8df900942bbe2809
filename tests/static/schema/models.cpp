// SPDX-License-Identifier: MIT
// The field types of rows, inserts and updates.
#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

using NewUser = orm::insert_of<users>;
using UserPatch = orm::update_of<users>;

// Rows: plain values, std::optional where NULL is possible.
static_assert(std::same_as<decltype(User::id), std::int64_t>);
static_assert(std::same_as<decltype(User::name), std::string>);
static_assert(std::same_as<decltype(User::emailVerified), bool>);
static_assert(std::same_as<decltype(User::image), std::optional<std::string>>);
static_assert(std::same_as<decltype(User::age), std::int32_t>);
static_assert(std::same_as<decltype(User::score), std::optional<double>>);
static_assert(
    std::same_as<decltype(User::createdAt), std::chrono::sys_time<std::chrono::microseconds>>);
static_assert(std::same_as<User, user_table<orm::row_model>>);
static_assert(std::is_aggregate_v<User>);
static_assert(std::is_nothrow_move_constructible_v<User>);
static_assert(std::is_copy_constructible_v<User>);

// Rows of every word that declares a column.
template <class M>
struct word_table {
    orm::smallint<M> small;
    orm::integer<M> whole;
    orm::bigint<M> big;
    orm::smallserial<M> smallCount;
    orm::serial<M> count;
    orm::bigserial<M> bigCount;
    orm::boolean<M> flag;
    orm::real<M> single;
    orm::double_precision<M> twice;
    orm::text<M> text;
    orm::varchar<M, orm::length<10>> limited;
    orm::character<M, orm::length<3>> padded;
    orm::timestamp<M> local;
    orm::timestamptz<M> moment;
};
inline constexpr auto words = orm::table<word_table>("words");
using Words = orm::row_of<words>;
static_assert(std::same_as<decltype(Words::small), std::int16_t>);
static_assert(std::same_as<decltype(Words::whole), std::int32_t>);
static_assert(std::same_as<decltype(Words::big), std::int64_t>);
static_assert(std::same_as<decltype(Words::smallCount), std::int16_t>);
static_assert(std::same_as<decltype(Words::count), std::int32_t>);
static_assert(std::same_as<decltype(Words::bigCount), std::int64_t>);
static_assert(std::same_as<decltype(Words::flag), bool>);
static_assert(std::same_as<decltype(Words::single), float>);
static_assert(std::same_as<decltype(Words::twice), double>);
static_assert(std::same_as<decltype(Words::text), std::string>);
static_assert(std::same_as<decltype(Words::limited), std::string>);
static_assert(std::same_as<decltype(Words::padded), std::string>);
static_assert(
    std::same_as<decltype(Words::local), std::chrono::local_time<std::chrono::microseconds>>);
static_assert(
    std::same_as<decltype(Words::moment), std::chrono::sys_time<std::chrono::microseconds>>);

// Inserts: a required column refuses to be left out, everything else may be.
static_assert(std::same_as<decltype(NewUser::name), orm::required_field<orm::pg::text>>);
static_assert(std::same_as<decltype(NewUser::email), orm::required_field<orm::pg::text>>);
static_assert(std::same_as<decltype(NewUser::id), orm::field<orm::pg::int8, false>>);
static_assert(std::same_as<decltype(NewUser::image), orm::field<orm::pg::text, true>>);
static_assert(std::same_as<decltype(NewUser::age), orm::field<orm::pg::int4, false>>);

// Updates: nothing is required, and NULL goes only where NULL may stand.
using own_table = orm::type_list<orm::columns_model<user_table>>;
static_assert(std::same_as<decltype(UserPatch::name), orm::field<orm::pg::text, false, own_table>>);
static_assert(std::same_as<decltype(UserPatch::image), orm::field<orm::pg::text, true, own_table>>);
static_assert(std::same_as<decltype(UserPatch::id), orm::field<orm::pg::int8, false, own_table>>);

// Columns that only the database writes take nothing.
template <class M>
struct generated_table {
    orm::bigint<M, orm::primary_key, orm::identity_always<>> id;
    orm::text<M, orm::generated_as<"upper(title)">> shout;
    orm::text<M> title;
};
inline constexpr auto generated = orm::table<generated_table>("generated");
static_assert(std::same_as<decltype(orm::insert_of<generated>::id), orm::generated_field>);
static_assert(std::same_as<decltype(orm::insert_of<generated>::shout), orm::generated_field>);
static_assert(std::same_as<decltype(orm::update_of<generated>::id), orm::generated_field>);
static_assert(std::same_as<decltype(orm::row_of<generated>::shout), std::string>);

// What a field takes: the SQL type's values without loss.
using text_field = orm::field<orm::pg::text, false>;
using nullable_text = orm::field<orm::pg::text, true>;
using small_field = orm::field<orm::pg::int2, false>;
using integer_field = orm::field<orm::pg::int4, false>;
using bigint_field = orm::field<orm::pg::int8, false>;
using double_field = orm::field<orm::pg::float8, false>;
using real_field = orm::field<orm::pg::float4, false>;
using boolean_field = orm::field<orm::pg::boolean, false>;

static_assert(orm::detail::stores_value<text_field, std::string>);
static_assert(orm::detail::stores_value<text_field, const char*>);
static_assert(orm::detail::stores_value<text_field, std::string_view>);
static_assert(!orm::detail::stores_value<text_field, int>);
static_assert(!orm::detail::stores_value<text_field, char>);
static_assert(!orm::detail::stores_value<text_field, std::nullptr_t>);
static_assert(orm::detail::stores_value<integer_field, std::int16_t>);
static_assert(orm::detail::stores_value<integer_field, std::int32_t>);
static_assert(!orm::detail::stores_value<integer_field, double>);
static_assert(!orm::detail::stores_value<integer_field, bool>);
static_assert(!orm::detail::stores_value<integer_field, const char*>);
static_assert(!orm::detail::stores_value<small_field, std::string>);
static_assert(orm::detail::stores_value<bigint_field, std::uint32_t>);
static_assert(orm::detail::stores_value<double_field, float>);
static_assert(orm::detail::stores_value<double_field, int>);
static_assert(orm::detail::stores_value<boolean_field, bool>);
static_assert(!orm::detail::stores_value<boolean_field, int>);
static_assert(!orm::detail::stores_value<real_field, bool>);

// NULL and expressions have rules of their own: tests/compile_fail has those that are refused.
static_assert([] {
    [[maybe_unused]] const nullable_text null = std::nullopt;
    [[maybe_unused]] const nullable_text none = std::optional<std::string>();
    return true;
}());

// A pointer is no truth value, and a character is no number.
static_assert(!orm::detail::stores_value<boolean_field, const char*>);
static_assert(!orm::detail::stores_value<boolean_field, const char (&)[6]>);
static_assert(!orm::detail::stores_value<integer_field, char>);
static_assert(!orm::detail::stores_value<small_field, char32_t>);
