// SPDX-License-Identifier: MIT
// The C++ types of finds: what a row is with and without relations.
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "support/family_schema.hpp"

namespace {

using Member = orm::row_of<members>;
using Profile = orm::row_of<profiles>;
using Article = orm::row_of<articles>;
using Remark = orm::row_of<remarks>;
using Club = orm::row_of<clubs>;

template <class Row, class Find>
constexpr bool gives(const Find&) {
    return std::is_same_v<typename Find::row, Row>;
}

static_assert(gives<Member>(orm::find(members)));
static_assert(gives<std::string>(orm::find(members).columns(members.name)));
static_assert(gives<std::tuple<std::int64_t, std::string>>(
    orm::find(members).columns(members.id, members.name)));
static_assert(
    gives<std::tuple<Member, std::int64_t>>(orm::find(members).extra(member_articles.count())));

static_assert(
    gives<std::tuple<Member, std::vector<Article>>>(orm::find(members).with(member_articles)));
static_assert(gives<std::tuple<Member, std::vector<Club>>>(orm::find(members).with(member_clubs)));
static_assert(
    gives<std::tuple<Article, std::optional<Member>>>(orm::find(articles).with(article_author)));
static_assert(gives<std::tuple<Remark, Article>>(orm::find(remarks).with(remark_article)));
static_assert(gives<std::tuple<Remark, std::optional<Article>>>(
    orm::find(remarks).with(remark_article.optional())));
static_assert(gives<std::tuple<Remark, std::optional<Article>>>(
    orm::find(remarks).with(remark_article.where(articles.id > 1))));
static_assert(
    gives<std::tuple<Member, std::optional<Profile>>>(orm::find(members).with(member_profile)));
static_assert(
    gives<std::tuple<Member, Profile>>(orm::find(members).with(member_profile.required())));
static_assert(gives<std::tuple<Profile, Member>>(orm::find(profiles).with(profile_member)));
static_assert(gives<std::tuple<Member, std::vector<std::string>>>(
    orm::find(members).with(member_articles.columns(articles.content))));
static_assert(gives<std::tuple<std::string, std::vector<std::tuple<Article, std::vector<Remark>>>>>(
    orm::find(members).columns(members.name).with(member_articles.with(article_remarks))));

// A relation is a constant, and so is what is loaded through it.
constexpr auto latest = member_articles.order_by(orm::desc(articles.createdAt)).limit(5);
constexpr auto prepared = orm::find(members).with(latest.with(article_remarks));
static_assert(sizeof(prepared) > 0);

// Filters are conditions like others, also in constant text.
static_assert(orm::to_sql(orm::select(members.id).from(members).where(member_articles.none())) ==
              R"(select "id" from "members" where not exists (select 1 from "articles" where )"
              R"("articles"."author_id" = "members"."id"))");

}  // namespace
