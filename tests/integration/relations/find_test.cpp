// SPDX-License-Identifier: MIT
// find(): which rows and related rows come back.
#include <string>

#include <orm/relations.hpp>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;

namespace {
inline constexpr auto user_posts = orm::many(users.id, posts.authorId);
inline constexpr auto post_comments = orm::many(posts.id, comments.postId);
inline constexpr auto post_author = orm::one(posts.authorId, users.id);
}  // namespace

TEST_CASE("find: rows with a vector of related rows") {
    const filled_blog blog;
    auto rows = blog.db.find(users).order_by(users.id).with(user_posts.order_by(posts.id)).all();
    REQUIRE(rows.size() == 3);
    auto& [ann, written] = rows[0];
    CHECK(ann.name == "Ann");
    REQUIRE(written.size() == 2);
    CHECK(written[0].title == "First");
    CHECK(written[1].title == "Second");
    CHECK(std::get<1>(rows[1]).empty());
    CHECK(std::get<1>(rows[2]).at(0).title == "Third");
}

namespace struct_tests {
struct comment_text {
    std::string text;
};
struct post_view {
    std::string title;
    std::vector<comment_text> comments;
};
struct user_view {
    std::vector<post_view> posts;
    std::string name;
    std::int64_t written;
};
}  // namespace struct_tests
using namespace struct_tests;

TEST_CASE("find: as<Struct>() fills nested structs by the names of their members") {
    const filled_blog blog;
    const std::vector<user_view> rows = blog.db.find(users)
                                            .order_by(users.id)
                                            .extra(user_posts.count().as<"written">())
                                            .with(user_posts.order_by(posts.id).with(post_comments))
                                            .as<user_view>()
                                            .all();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].name == "Ann");
    CHECK(rows[0].written == 2);
    REQUIRE(rows[0].posts.size() == 2);
    CHECK(rows[0].posts[0].title == "First");
    CHECK(rows[0].posts[0].comments.size() == 2);
    CHECK(rows[0].posts[1].comments.empty());
}

TEST_CASE("find: one() of a NOT NULL key is a plain row") {
    const filled_blog blog;
    for (const auto& [post, author] : blog.db.find(posts).with(post_author).all())
        CHECK(post.authorId == author.id);
}

TEST_CASE("find: limit() in a relation counts the rows of each parent") {
    const filled_blog blog;
    const auto rows = blog.db.find(users)
                          .order_by(users.id)
                          .with(user_posts.order_by(orm::desc(posts.id)).limit(1))
                          .all();
    CHECK(std::get<1>(rows[0]).size() == 1);
    CHECK(std::get<1>(rows[0])[0].title == "Second");
    CHECK(std::get<1>(rows[2])[0].title == "Third");
}

TEST_CASE("find: one row by its key and its related rows need one round trip") {
    const filled_blog blog;
    const auto [user, written] = blog.db.find(users).where(users.id == 1).with(user_posts).one();
    CHECK(user.name == "Ann");
    CHECK(written.size() == 2);
}
