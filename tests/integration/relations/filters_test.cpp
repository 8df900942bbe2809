// SPDX-License-Identifier: MIT
// any, none, all and count: rows chosen by their related rows.
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

namespace {
template <class Condition>
std::string found(const family& f, const Condition& condition) {
    return names(f.db.find(members).where(condition).order_by(members.id).all());
}
}  // namespace

TEST_CASE("any: rows with at least one related row") {
    const family f;
    CHECK(found(f, member_articles.any()) == "Ann,Ben");
    CHECK(found(f, member_articles.any(articles.content == "b1")) == "Ben");
    CHECK(found(f, member_articles.any(articles.content == "zzz")).empty());
}

TEST_CASE("any: the relation's own where() counts") {
    const family f;
    CHECK(found(f, member_articles.where(articles.editorId.is_null()).any()) == "Ann,Ben");
    CHECK(found(f, member_articles.where(articles.id > 4).any(articles.editorId.is_null())) ==
          "Ben");
}

TEST_CASE("none: rows without a related row that meets the condition") {
    const family f;
    CHECK(found(f, member_articles.none()) == "Cat,Dan");
    CHECK(found(f, member_articles.none(articles.content == "a1")) == "Ben,Cat,Dan");
}

TEST_CASE("all: every related row meets the condition, and NULL does not") {
    const family f;
    CHECK(found(f, member_articles.all(articles.content.like("b%"))) == "Ben,Cat,Dan");
    CHECK(found(f, member_articles.all(articles.editorId == 2)) == "Cat,Dan");
}

TEST_CASE("count: compared like a number") {
    const family f;
    CHECK(found(f, member_articles.count() > 2) == "Ann");
    CHECK(found(f, member_articles.count() == 0) == "Cat,Dan");
    CHECK(found(f, member_articles.count(articles.editorId.is_null()) == 1) == "Ann,Ben");
}

TEST_CASE("count: an extra cell, and an order") {
    const family f;
    const auto rows = f.db.find(members)
                          .columns(members.name)
                          .extra(member_articles.count().as<"written">())
                          .order_by(orm::desc(member_articles.count()), members.name)
                          .all();
    const auto& [name, written] = rows[0];
    CHECK(name == "Ann");
    CHECK(written == 3);
    CHECK(rows[2] == std::tuple<std::string, std::int64_t>("Cat", 0));
}

TEST_CASE("filters: joined with conditions of the table") {
    const family f;
    CHECK(found(f, members.verified == true && member_articles.none()) == "Cat");
    CHECK(found(f, members.name == "Dan" || member_articles.any(articles.id == 5)) == "Ben,Dan");
    CHECK(found(f, !member_articles.any()) == "Cat,Dan");
}

TEST_CASE("filters: through a table between, with its columns") {
    const family f;
    CHECK(found(f, member_clubs.any(clubs.name == "Choir")) == "Ben,Cat");
    CHECK(found(f, member_clubs.any(clubs.name == "Choir" && memberships.role == "head")) == "Ben");
    CHECK(found(f, member_clubs.count() == 2) == "Ben");
    CHECK(found(f, member_clubs.none()) == "Dan");
}

TEST_CASE("filters: nested in each other") {
    const family f;
    CHECK(found(f, member_articles.any(article_remarks.any(remarks.content == "r4"))) == "Ben");
    CHECK(found(f, member_articles.any(article_remarks.count() >= 2)) == "Ann");
}

TEST_CASE("filters: conditions may use the table outside") {
    const family f;
    CHECK(found(f, member_articles.any(articles.editorId == members.invitedBy)) == "Ben");
}

TEST_CASE("filters: of a one()") {
    const family f;
    const auto by_ann =
        f.db.find(articles).where(article_author.any(members.name == "Ann")).order_by(articles.id);
    CHECK(contents(by_ann.all()) == "a1,a2,a3");
    CHECK(contents(f.db.find(articles).where(article_author.none()).all()) == "nobody");
}

TEST_CASE("filters: of a self relation") {
    const family f;
    CHECK(found(f, member_invited.any(invited.verified == true)) == "Ben");
    CHECK(found(f, member_inviter.any(inviter.name == "Ann")) == "Ben");
}

TEST_CASE("filters: of a key of two columns") {
    const family f;
    CHECK(f.db.find(shelves).where(shelf_volumes.count() == 2).one().label == "N1");
    CHECK(f.db.find(shelves).where(shelf_volumes.none()).one().label == "N2");
}

TEST_CASE("filters: inside the where() of a relation") {
    const family f;
    const auto rows = f.db.find(members)
                          .order_by(members.id)
                          .with(member_articles.where(article_remarks.any()).order_by(articles.id))
                          .all();
    CHECK(contents(std::get<1>(rows[0])) == "a1,a2");
    CHECK(contents(std::get<1>(rows[1])) == "b1");
}

TEST_CASE("filters: in a select, an update and a delete") {
    const family f;
    CHECK(f.db.select(members.name).from(members).where(member_articles.count() == 2).one() ==
          "Ben");
    CHECK(f.db.update(members).set({.verified = true}).where(member_articles.any()).execute() == 2);
    CHECK(f.db.delete_from(clubs).where(club_memberships.none()).execute() == 1);
}
