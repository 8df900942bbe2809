// SPDX-License-Identifier: MIT
// one(): a related row, or none.
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

TEST_CASE("one: a nullable key gives std::optional, empty for NULL") {
    const family f;
    const auto rows = f.db.find(articles).order_by(articles.id).with(article_author).all();
    const std::optional<orm::row_of<members>>& author = std::get<1>(rows[0]);
    REQUIRE(author.has_value());
    CHECK(author->name == "Ann");
    CHECK(std::get<1>(rows[3])->name == "Ben");
    CHECK(std::get<1>(rows[5]) == std::nullopt);
}

TEST_CASE("one: a foreign key that is NOT NULL gives a plain row") {
    const family f;
    const auto rows = f.db.find(remarks).order_by(remarks.id).with(remark_article).all();
    const orm::row_of<articles>& article = std::get<1>(rows[3]);
    CHECK(article.content == "b1");
}

TEST_CASE("one: many rows share one related row") {
    const family f;
    for (const auto& [like, creator] : f.db.find(likes).with(like_creator).all())
        CHECK(like.creatorId == creator.id);
}

TEST_CASE("one: from the other end of a unique foreign key the row may be missing") {
    const family f;
    const auto rows = f.db.find(members).order_by(members.id).with(member_profile).all();
    CHECK(std::get<1>(rows[0])->about == "first");
    CHECK(std::get<1>(rows[1]) == std::nullopt);
    REQUIRE(std::get<1>(rows[2]).has_value());
    CHECK(std::get<1>(rows[2])->about == std::nullopt);
}

TEST_CASE("one: relation_of knows that a unique foreign key has its row") {
    const family f;
    for (const auto& [profile, member] : f.db.find(profiles).with(profile_member).all())
        CHECK(profile.memberId == member.id);
}

TEST_CASE("one: a self relation goes through an alias") {
    const family f;
    const auto rows = f.db.find(members).order_by(members.id).with(member_inviter).all();
    CHECK(std::get<1>(rows[0]) == std::nullopt);
    CHECK(std::get<1>(rows[1])->name == "Ann");
    CHECK(std::get<1>(rows[2])->name == "Ben");
}

TEST_CASE("one: two relations to one table") {
    const family f;
    const auto [article, author, editor] =
        f.db.find(articles).where(articles.id == 4).with(article_author, article_editor).one();
    CHECK(author->name == "Ben");
    CHECK(editor->name == "Ann");
}

TEST_CASE("one: a key of two columns, with NULL in a part of it") {
    const family f;
    const auto rows = f.db.find(volumes).order_by(volumes.id).with(volume_shelf).all();
    CHECK(std::get<1>(rows[0])->label == "N1");
    CHECK(std::get<1>(rows[2])->label == "S1");
    CHECK(std::get<1>(rows[3]) == std::nullopt);
    CHECK(std::get<1>(rows[4]) == std::nullopt);
}

TEST_CASE("one: where() of the relation makes the row optional") {
    const family f;
    const auto rows =
        f.db.find(remarks).order_by(remarks.id).with(remark_article.where(articles.id == 1)).all();
    CHECK(std::get<1>(rows[0])->content == "a1");
    CHECK(std::get<1>(rows[2]) == std::nullopt);
}

TEST_CASE("one: order_by() takes the first related row") {
    const family f;
    constexpr auto latest =
        orm::one(members.id, articles.authorId).order_by(orm::desc(articles.createdAt));
    const auto rows = f.db.find(members).order_by(members.id).with(latest).all();
    CHECK(std::get<1>(rows[0])->content == "a3");
    CHECK(std::get<1>(rows[1])->content == "b2");
    CHECK(std::get<1>(rows[2]) == std::nullopt);
}

TEST_CASE("one: columns() of the relation gives an optional cell") {
    const family f;
    const auto rows =
        f.db.find(articles).order_by(articles.id).with(article_author.columns(members.name)).all();
    CHECK(std::get<1>(rows[0]) == std::optional<std::string>("Ann"));
    CHECK(std::get<1>(rows[5]) == std::nullopt);
}

TEST_CASE("one: a required row that is not there is an error that says what to do") {
    family f;
    f.server.run("alter table remarks drop constraint remarks_article_id_fkey");
    f.server.run("insert into remarks values (9, 'lost', null, 99)");
    try {
        f.db.find(remarks).where(remarks.id == 9).with(remark_article).one();
        FAIL("there is no article 99");
    } catch (const orm::no_rows& failure) {
        CHECK_THAT(failure.what(), contains_text(".optional()"));
        CHECK_THAT(std::string(failure.query()), contains_text("from \"articles\""));
    }
    const auto [remark, article] =
        f.db.find(remarks).where(remarks.id == 9).with(remark_article.optional()).one();
    CHECK(article == std::nullopt);
}
