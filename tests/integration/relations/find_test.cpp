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
