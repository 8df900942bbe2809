// SPDX-License-Identifier: MIT
// as<Struct>(): plain nested structs, filled by the names of their members.
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

namespace struct_tests {

using Member = orm::row_of<members>;
using Article = orm::row_of<articles>;

struct with_rows {
    std::string name;
    std::vector<Article> articles;
};
struct remark_text {
    std::string content;
};
struct article_view {
    std::vector<remark_text> remarks;
    std::string content;
};
struct member_view {
    std::int64_t id;
    std::vector<article_view> articles;
    std::optional<std::int64_t> invitedBy;
};
struct both_relations {
    std::string name;
    std::vector<Article> edited;
    std::vector<Article> wrote;
};
struct author_name {
    std::string name;
};
struct article_card {
    std::string content;
    std::optional<author_name> author;
    std::optional<author_name> editor;
};
struct remark_card {
    std::string content;
    article_card article;
};
struct counted {
    std::string name;
    std::int64_t written;
};
struct only_related {
    std::vector<remark_text> articles;
};
struct chain_of_members {
    std::string name;
    struct inner {
        std::string name;
    };
    std::vector<inner> invited;
};

inline constexpr auto in_order = member_articles.order_by(articles.id);

}  // namespace struct_tests

using namespace struct_tests;

TEST_CASE("as: members take the columns of their names, a vector the rows as they are") {
    const family f;
    const std::vector<with_rows> rows =
        f.db.find(members).order_by(members.id).with(in_order).as<with_rows>().all();
    CHECK(rows[0].name == "Ann");
    CHECK(contents(rows[0].articles) == "a1,a2,a3");
    CHECK(rows[2].articles.empty());
}

TEST_CASE("as: structs nest, in any order of members") {
    const family f;
    const member_view ann = f.db.find(members)
                                .where(members.id == 1)
                                .with(in_order.with(article_remarks.order_by(remarks.id)))
                                .as<member_view>()
                                .one();
    CHECK(ann.id == 1);
    CHECK(ann.invitedBy == std::nullopt);
    CHECK(contents(ann.articles) == "a1,a2,a3");
    CHECK(contents(ann.articles[0].remarks) == "r1,r2");
}

TEST_CASE("as: a relation with a name goes to the member of that name") {
    const family f;
    const both_relations ben =
        f.db.find(members)
            .where(members.id == 2)
            .with(in_order.as<"wrote">(), member_edited.order_by(articles.id).as<"edited">())
            .as<both_relations>()
            .one();
    CHECK(contents(ben.wrote) == "b1,b2");
    CHECK(contents(ben.edited) == "a1,a2");
}

TEST_CASE("as: optional rows and plain rows of one()") {
    const family f;
    const auto rows = f.db.find(remarks)
                          .order_by(remarks.id)
                          .with(remark_article.with(article_author, article_editor))
                          .as<remark_card>()
                          .all();
    CHECK(rows[0].article.author->name == "Ann");
    CHECK(rows[0].article.editor->name == "Ben");
    CHECK(rows[3].article.content == "b1");
}

TEST_CASE("as: an extra fills the member of its name") {
    const family f;
    const auto rows = f.db.find(members)
                          .order_by(members.id)
                          .extra(member_articles.count().as<"written">())
                          .as<counted>()
                          .all();
    CHECK(rows[0].written == 3);
    CHECK(rows[3].name == "Dan");
    CHECK(rows[3].written == 0);
}

TEST_CASE("as: a struct may hold related rows only") {
    const family f;
    const auto rows =
        f.db.find(members).order_by(members.id).with(in_order).as<only_related>().all();
    CHECK(contents(rows[1].articles) == "b1,b2");
}

TEST_CASE("as: a self relation into an inner struct") {
    const family f;
    const auto rows =
        f.db.find(members).order_by(members.id).with(member_invited).as<chain_of_members>().all();
    CHECK(names(rows[0].invited) == "Ben");
}

TEST_CASE("as: first() and limits work as without a struct") {
    const family f;
    const auto first =
        f.db.find(members).order_by(members.id).with(in_order.limit(1)).as<with_rows>().first();
    CHECK(contents(first.value().articles) == "a1");
}

TEST_CASE("as: with() may come after it") {
    const family f;
    const auto rows = f.db.find(members).as<with_rows>().order_by(members.id).with(in_order).all();
    CHECK(contents(rows[0].articles) == "a1,a2,a3");
}
