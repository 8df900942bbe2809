// SPDX-License-Identifier: MIT
// many(): vectors of related rows, with conditions, orders and limits for each parent.
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

namespace {
const auto by_id = members.id.asc();
constexpr auto in_order = member_articles.order_by(articles.id);

/// "Ann:a1,a2,a3;Ben:b1,b2;..."
template <class Rows>
std::string written(const Rows& rows) {
    std::string text;
    for (const auto& [member, found] : rows) text += member.name + ":" + contents(found) + ";";
    return text;
}
}  // namespace

TEST_CASE("many: each row has its related rows, and a row without any an empty vector") {
    const family f;
    CHECK(written(f.db.find(members).order_by(by_id).with(in_order).all()) ==
          "Ann:a1,a2,a3;Ben:b1,b2;Cat:;Dan:;");
}

TEST_CASE("many: related rows have every column") {
    const family f;
    const auto [member, found] = f.db.find(members).where(members.id == 2).with(in_order).one();
    REQUIRE(found.size() == 2);
    CHECK(found[0].id == 4);
    CHECK(found[0].authorId == 2);
    CHECK(found[0].editorId == 1);
    CHECK(found[1].editorId == std::nullopt);
    CHECK(found[0].createdAt.time_since_epoch().count() == 1'704'326'400'000'000);
}

TEST_CASE("many: order_by() of the relation is kept for each parent") {
    const family f;
    CHECK(written(f.db.find(members)
                      .order_by(by_id)
                      .with(member_articles.order_by(orm::desc(articles.createdAt)))
                      .all()) == "Ann:a3,a2,a1;Ben:b2,b1;Cat:;Dan:;");
}

TEST_CASE("many: where() of the relation leaves parents without related rows in place") {
    const family f;
    CHECK(written(f.db.find(members)
                      .order_by(by_id)
                      .with(in_order.where(articles.editorId.is_null()))
                      .all()) == "Ann:a3;Ben:b2;Cat:;Dan:;");
}

TEST_CASE("many: two calls of where() are joined with and") {
    const family f;
    CHECK(written(f.db.find(members)
                      .order_by(by_id)
                      .with(in_order.where(articles.id > 1).where(articles.id < 5))
                      .all()) == "Ann:a2,a3;Ben:b1;Cat:;Dan:;");
}

TEST_CASE("many: a condition with or does not reach the rows of other parents") {
    const family f;
    CHECK(written(f.db.find(members)
                      .where(members.id == 1)
                      .with(in_order.where(articles.content == "a1" || articles.content == "b1"))
                      .all()) == "Ann:a1;");
}

TEST_CASE("many: limit() counts for each parent") {
    const family f;
    CHECK(written(f.db.find(members).order_by(by_id).with(in_order.limit(1)).all()) ==
          "Ann:a1;Ben:b1;Cat:;Dan:;");
}

TEST_CASE("many: offset() counts for each parent") {
    const family f;
    CHECK(written(f.db.find(members).order_by(by_id).with(in_order.offset(1)).all()) ==
          "Ann:a2,a3;Ben:b2;Cat:;Dan:;");
}

TEST_CASE("many: limit() and offset() together page through each parent's rows") {
    const family f;
    CHECK(written(f.db.find(members)
                      .order_by(by_id)
                      .with(member_articles.order_by(orm::desc(articles.id)).limit(1).offset(1))
                      .all()) == "Ann:a2;Ben:b1;Cat:;Dan:;");
}

TEST_CASE("many: limit(0) gives no related rows") {
    const family f;
    CHECK(written(f.db.find(members).order_by(by_id).with(in_order.limit(0)).all()) ==
          "Ann:;Ben:;Cat:;Dan:;");
}

TEST_CASE("many: where() of the table filters parents, limit() counts them") {
    const family f;
    CHECK(written(f.db.find(members)
                      .where(members.verified == true)
                      .order_by(orm::desc(members.id))
                      .limit(1)
                      .with(in_order)
                      .all()) == "Cat:;");
    CHECK(written(f.db.find(members).order_by(by_id).limit(1).offset(1).with(in_order).all()) ==
          "Ben:b1,b2;");
}

TEST_CASE("many: no parents, no statement for the related rows, an empty vector") {
    const family f;
    CHECK(f.db.find(members).where(members.id > 100).with(in_order).all().empty());
    CHECK(f.db.find(members).where(members.id == 100).with(in_order).all().empty());
}

TEST_CASE("many: columns() of the table gives its cells before the related rows") {
    const family f;
    const auto rows = f.db.find(members)
                          .columns(members.name, members.verified)
                          .order_by(by_id)
                          .with(in_order)
                          .all();
    const auto& [name, verified, found] = rows[0];
    CHECK(name == "Ann");
    CHECK(verified);
    CHECK(contents(found) == "a1,a2,a3");
}

TEST_CASE("many: columns() of the relation gives cells instead of rows") {
    const family f;
    const auto rows = f.db.find(members)
                          .order_by(by_id)
                          .with(member_articles.columns(articles.content).order_by(articles.id))
                          .all();
    const std::vector<std::string>& contents = std::get<1>(rows[0]);
    CHECK(contents == std::vector<std::string>{"a1", "a2", "a3"});
}

TEST_CASE("many: several columns() of the relation give tuples") {
    const family f;
    const auto rows =
        f.db.find(members)
            .order_by(by_id)
            .with(member_articles.columns(articles.id, articles.content).order_by(articles.id))
            .all();
    const auto& [id, content] = std::get<1>(rows[1])[0];
    CHECK(id == 4);
    CHECK(content == "b1");
}

TEST_CASE("many: extra() adds computed cells to rows and to related rows") {
    const family f;
    const auto rows = f.db.find(members)
                          .order_by(by_id)
                          .extra(orm::lower(members.name).as<"lower">())
                          .with(in_order.extra((articles.id * 10).as<"ten">()))
                          .all();
    const auto& [member, lower, found] = rows[1];
    CHECK(lower == "ben");
    const auto& [article, ten] = found[1];
    CHECK(article.content == "b2");
    CHECK(ten == 50);
}

TEST_CASE("many: several relations between two tables are told apart by their columns") {
    const family f;
    const auto [member, wrote, edited] = f.db.find(members)
                                             .where(members.id == 1)
                                             .with(in_order, member_edited.order_by(articles.id))
                                             .one();
    CHECK(contents(wrote) == "a1,a2,a3");
    CHECK(contents(edited) == "b1");
}

TEST_CASE("many: with() may be called again for one more relation") {
    const family f;
    const auto [member, wrote, edited] =
        f.db.find(members).where(members.id == 2).with(in_order).with(member_edited).one();
    CHECK(contents(wrote) == "b1,b2");
    CHECK(edited.size() == 2);
}

TEST_CASE("many: a self relation goes through an alias") {
    const family f;
    const auto rows = f.db.find(members).order_by(by_id).with(member_invited).all();
    CHECK(names(std::get<1>(rows[0])) == "Ben");
    CHECK(names(std::get<1>(rows[1])) == "Cat");
    CHECK(std::get<1>(rows[2]).empty());
}

TEST_CASE("many: a key of two columns") {
    const family f;
    const auto rows = f.db.find(shelves)
                          .order_by(shelves.room, shelves.number)
                          .with(shelf_volumes.order_by(orm::desc(volumes.id)))
                          .all();
    const auto title = [](const auto& volume) { return volume.title; };
    CHECK(joined(std::get<1>(rows[0]), title) == "v2,v1");
    CHECK(std::get<1>(rows[1]).empty());
    CHECK(joined(std::get<1>(rows[2]), title) == "v3");
}

TEST_CASE("many: a key of two columns with a limit for each parent") {
    const family f;
    const auto rows = f.db.find(shelves)
                          .order_by(shelves.room, shelves.number)
                          .with(shelf_volumes.order_by(volumes.id).limit(1))
                          .all();
    CHECK(std::get<1>(rows[0]).size() == 1);
    CHECK(std::get<1>(rows[0])[0].title == "v1");
    CHECK(std::get<1>(rows[2])[0].title == "v3");
}

TEST_CASE("many: a table of another schema") {
    const family f;
    const auto rows = f.db.find(remarks).order_by(remarks.id).with(remark_likes).all();
    CHECK(std::get<1>(rows[0]).size() == 2);
    CHECK(std::get<1>(rows[3]).size() == 1);
}

TEST_CASE("many: the relation that a foreign key declares") {
    const family f;
    const auto rows =
        f.db.find(articles).order_by(articles.id).with(article_remarks.order_by(remarks.id)).all();
    CHECK(contents(std::get<1>(rows[0])) == "r1,r2");
    CHECK(contents(std::get<1>(rows[3])) == "r4");
}
