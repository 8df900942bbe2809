// SPDX-License-Identifier: MIT
// with() to any depth: what belongs to what, at every level.
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

namespace {
constexpr auto in_order = member_articles.order_by(articles.id);
constexpr auto with_remarks = in_order.with(article_remarks.order_by(remarks.id));
}  // namespace

TEST_CASE("nested: two levels below the table") {
    const family f;
    const auto rows = f.db.find(members).order_by(members.id).with(with_remarks).all();
    std::string text;
    for (const auto& [member, written] : rows)
        for (const auto& [article, said] : written)
            text += member.name + "/" + article.content + ":" + contents(said) + ";";
    CHECK(text == "Ann/a1:r1,r2;Ann/a2:r3;Ann/a3:;Ben/b1:r4;Ben/b2:;");
}

TEST_CASE("nested: three levels below the table, of one and many in turn") {
    const family f;
    const auto rows =
        f.db.find(members)
            .where(members.id == 1)
            .with(in_order.with(
                article_remarks.order_by(remarks.id)
                    .with(remark_likes.order_by(likes.id).with(like_creator), remark_creator)))
            .all();
    const auto& [member, written] = rows.at(0);
    const auto& [article, said] = written.at(0);
    const auto& [remark, liked, creator] = said.at(0);
    CHECK(remark.content == "r1");
    CHECK(creator->name == "Ben");
    REQUIRE(liked.size() == 2);
    CHECK(std::get<1>(liked[0]).name == "Ann");
    CHECK(std::get<1>(liked[1]).name == "Cat");
    const auto& [third, no_likes, nobody] = std::get<1>(written.at(1)).at(0);
    CHECK(third.content == "r3");
    CHECK(no_likes.empty());
    CHECK(nobody == std::nullopt);
}

TEST_CASE("nested: below a one()") {
    const family f;
    const auto rows =
        f.db.find(remarks).order_by(remarks.id).with(remark_article.with(article_author)).all();
    const auto& [article, author] = std::get<1>(rows[3]);
    CHECK(article.content == "b1");
    CHECK(author->name == "Ben");
}

TEST_CASE("nested: below an optional one()") {
    const family f;
    const auto rows = f.db.find(articles)
                          .order_by(articles.id)
                          .with(article_author.with(member_clubs.order_by(clubs.id)))
                          .all();
    const auto& author = std::get<1>(rows[3]);
    REQUIRE(author.has_value());
    CHECK(std::get<0>(*author).name == "Ben");
    CHECK(names(std::get<1>(*author)) == "Chess,Choir");
    CHECK(std::get<1>(rows[5]) == std::nullopt);
}

TEST_CASE("nested: limits at two levels count for the parent of each") {
    const family f;
    const auto rows =
        f.db.find(members)
            .order_by(members.id)
            .with(in_order.limit(2).with(article_remarks.order_by(orm::desc(remarks.id)).limit(1)))
            .all();
    const auto& written = std::get<1>(rows[0]);
    REQUIRE(written.size() == 2);
    CHECK(contents(std::get<1>(written[0])) == "r2");
    CHECK(contents(std::get<1>(written[1])) == "r3");
}

TEST_CASE("nested: the key of a level is read although columns() leaves it out") {
    const family f;
    const auto rows = f.db.find(members)
                          .order_by(members.id)
                          .columns(members.name)
                          .with(member_articles.columns(articles.content)
                                    .order_by(articles.id)
                                    .with(article_remarks.columns(remarks.content)))
                          .all();
    const auto& [name, written] = rows[1];
    CHECK(name == "Ben");
    const auto& [content, said] = written.at(0);
    CHECK(content == "b1");
    CHECK(said == std::vector<std::string>{"r4"});
}

TEST_CASE("nested: a level without rows ends the walk") {
    const family f;
    const auto rows = f.db.find(members).where(members.id == 4).with(with_remarks).all();
    REQUIRE(rows.size() == 1);
    CHECK(std::get<1>(rows[0]).empty());
}

TEST_CASE("nested: siblings with children of their own") {
    const family f;
    const auto [member, wrote, edited] =
        f.db.find(members)
            .where(members.id == 2)
            .with(in_order.with(article_remarks),
                  member_edited.order_by(articles.id).with(article_author))
            .one();
    CHECK(contents(std::get<1>(wrote.at(0))) == "r4");
    CHECK(std::get<1>(edited.at(1))->name == "Ann");
}

TEST_CASE("nested: a relation back to where it came from") {
    const family f;
    const auto rows =
        f.db.find(members).where(members.id == 2).with(in_order.with(article_author)).all();
    for (const auto& [article, author] : std::get<1>(rows.at(0))) CHECK(author->id == 2);
}

TEST_CASE("nested: a self relation twice, each with its own alias") {
    const family f;
    constexpr auto grandchild = orm::alias<"grandchild">(members);
    const auto rows = f.db.find(members)
                          .where(members.id == 1)
                          .with(member_invited.with(orm::many(invited.id, grandchild.invitedBy)))
                          .all();
    const auto& [ben, invited_by_ben] = std::get<1>(rows.at(0)).at(0);
    CHECK(ben.name == "Ben");
    CHECK(names(invited_by_ben) == "Cat");
}

TEST_CASE("nested: first() gives one row with all that belongs to it") {
    const family f;
    const auto first = f.db.find(members)
                           .order_by(orm::desc(members.name))
                           .where(members.id < 3)
                           .with(with_remarks)
                           .first();
    REQUIRE(first.has_value());
    CHECK(std::get<0>(*first).name == "Ben");
    CHECK(std::get<1>(*first).size() == 2);
    CHECK(f.db.find(members).where(members.id == 77).with(with_remarks).first() == std::nullopt);
}

TEST_CASE("nested: first() with a limit of its own still gives one row") {
    const family f;
    const auto first = f.db.find(members).order_by(members.id).limit(3).with(with_remarks).first();
    CHECK(std::get<0>(first.value()).name == "Ann");
    CHECK(std::get<1>(*first).size() == 3);
}

TEST_CASE("nested: one() finds exactly one row, or says so") {
    const family f;
    CHECK_THROWS_AS(f.db.find(members).where(members.id == 77).with(in_order).one(), orm::no_rows);
    try {
        f.db.find(members).with(in_order).one();
        FAIL("there are four");
    } catch (const orm::too_many_rows& failure) {
        CHECK_THAT(std::string(failure.query()), contains_text("from \"members\""));
        CHECK_THAT(failure.where().file_name(), contains_text("nested_test.cpp"));
    }
}

TEST_CASE("nested: inside a transaction the same connection is used") {
    const family f;
    const auto count = f.db.transaction([&](auto& tx) {
        tx.insert(articles).values({.id = 7, .content = "new", .authorId = 4}).execute();
        return std::get<1>(tx.find(members).where(members.id == 4).with(in_order).one()).size();
    });
    CHECK(count == 1);
}

TEST_CASE("nested: without relations a find gives plain rows") {
    const family f;
    CHECK(names(f.db.find(members).order_by(members.id).all()) == "Ann,Ben,Cat,Dan");
    CHECK(f.db.find(members).columns(members.id).order_by(members.id).all() ==
          std::vector<std::int64_t>{1, 2, 3, 4});
}

TEST_CASE("nested: a thousand parents with ten related rows and three below each") {
    const family f;
    test_database& server = const_cast<test_database&>(f.server);
    server.run(
        "insert into members select i, 'm' || i from generate_series(1001, 2000) i;"
        "insert into articles select i * 10 + j, 'x', i, null from generate_series(1001, 2000) i, "
        "generate_series(0, 9) j;"
        "insert into remarks select i * 10 + j, 'y', null, i from generate_series(10010, 20009) i, "
        "generate_series(0, 2) j");
    const auto rows = f.db.find(members).where(members.id > 1000).with(with_remarks).all();
    REQUIRE(rows.size() == 1000);
    bool is_right = true;
    for (const auto& [member, written] : rows) {
        is_right = is_right && written.size() == 10;
        for (std::size_t i = 0; i < written.size(); ++i) {
            const auto& [article, said] = written[i];
            is_right = is_right && article.id == member.id * 10 + static_cast<std::int64_t>(i) &&
                       said.size() == 3 && said[0].articleId == article.id;
        }
    }
    CHECK(is_right);
}
