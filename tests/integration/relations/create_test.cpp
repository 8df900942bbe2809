// SPDX-License-Identifier: MIT
// create(): a row and the rows that refer to it, in one transaction.
#include "support/blog_schema.hpp"
#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

namespace {
inline constexpr auto user_posts = orm::many(users.id, posts.authorId);
inline constexpr auto user_comments = orm::many(users.id, comments.authorId);
using NewPost = orm::insert_of<posts>;
}  // namespace

TEST_CASE("create: related rows get the key that the database gave the row") {
    const blog_database blog;
    blog.db.insert(users).values({.name = "First", .email = "f"}).execute();
    const auto [ann, written] =
        blog.db.create(users, {.name = "Ann", .email = "a"})
            .with(user_posts, {{.authorId = orm::from_parent, .title = "One"},
                               {.authorId = orm::from_parent, .title = "Two", .published = true}})
            .one();
    CHECK(ann.id == 2);
    REQUIRE(written.size() == 2);
    CHECK(written[0].authorId == 2);
    CHECK(written[1].title == "Two");
    CHECK(written[1].published);
    const auto [user, found] =
        blog.db.find(users).where(users.name == "Ann").with(user_posts.order_by(posts.id)).one();
    CHECK(found[0].id == written[0].id);
    CHECK(found.size() == 2);
}

TEST_CASE("create: rows of a vector, and of several relations") {
    blog_database blog;
    blog.server.run(
        "insert into users (name, email) values ('x', 'x');"
        "insert into posts (author_id, title) values (1, 'p')");
    std::vector<NewPost> many;
    for (int i = 0; i < 100; ++i)
        many.push_back({.authorId = orm::from_parent, .title = std::to_string(i)});
    const auto [ann, written, said] =
        blog.db.create(users, {.name = "Ann", .email = "a"})
            .with(user_posts, many)
            .with(user_comments, {{.postId = 1, .authorId = orm::from_parent, .text = "hi"}})
            .one();
    CHECK(written.size() == 100);
    REQUIRE(said.size() == 1);
    CHECK(said[0].authorId == ann.id);
}

TEST_CASE("create: no related rows are fine, execute() counts all rows") {
    const blog_database blog;
    CHECK(blog.db.create(users, {.name = "Ann", .email = "a"})
              .with(user_posts, std::vector<NewPost>{})
              .execute() == 1);
    CHECK(blog.db.create(users, {.name = "Bob", .email = "b"})
              .with(user_posts, {{.authorId = orm::from_parent, .title = "t"}})
              .execute() == 2);
}

TEST_CASE("create: when a related row is refused, nothing is there") {
    family f;
    CHECK_THROWS_AS(f.db.create(members, {.id = 50, .name = "Eve"})
                        .with(member_articles, {{.id = 1, .content = "taken id"}})
                        .execute(),
                    orm::unique_violation);
    CHECK(f.server.value("select count(*) from members where id = 50") == "0");
}

TEST_CASE("create: inside a transaction it is part of that one") {
    family f;
    const auto undone = [&](auto& tx) {
        tx.create(members, {.id = 50, .name = "Eve"})
            .with(member_articles, {{.id = 50, .content = "e1"}})
            .execute();
        CHECK(std::get<1>(tx.find(members).where(members.id == 50).with(member_articles).one())
                  .size() == 1);
        throw std::runtime_error("undo");
    };
    CHECK_THROWS_AS(f.db.transaction(undone), std::runtime_error);
    CHECK(f.server.value("select count(*) from members where id = 50") == "0");
}

TEST_CASE("create: the foreign key is the parent's, whatever the row says") {
    const family f;
    const auto [eve, written] =
        f.db.create(members, {.id = 50, .name = "Eve"})
            .with(member_articles, {{.id = 50, .content = "e", .authorId = 1}})
            .one();
    CHECK(written.at(0).authorId == 50);
}

TEST_CASE("create: a key of two columns") {
    const family f;
    const auto [shelf, on_it] = f.db.create(shelves, {.room = "east", .number = 9, .label = "E9"})
                                    .with(shelf_volumes, {{.id = 50, .title = "v"}})
                                    .one();
    CHECK(on_it.at(0).room == "east");
    CHECK(on_it.at(0).shelfNumber == 9);
}

TEST_CASE("from_parent: in a plain insert the column is left out, and NOT NULL is refused") {
    const blog_database blog;
    CHECK_THROWS_AS(
        blog.db.insert(posts).values({.authorId = orm::from_parent, .title = "t"}).execute(),
        orm::not_null_violation);
}
