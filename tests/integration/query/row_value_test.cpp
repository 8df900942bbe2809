// SPDX-License-Identifier: MIT
// orm::row(): several columns compared as one, against a real server.
#include <cstdint>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;

namespace {
using strings = std::vector<std::string>;
}

TEST_CASE("row: a page begins behind the last row of the page before") {
    const filled_blog blog;
    const auto all =
        blog.db.select(posts.title).from(posts).order_by(posts.authorId, posts.id).all();
    REQUIRE(all.size() == 3);
    strings read;
    std::int64_t author = 0;
    std::int64_t id = 0;
    for (int page = 0; page < 4; ++page) {
        const auto next = blog.db.select(posts.authorId, posts.id, posts.title)
                              .from(posts)
                              .where(orm::row(posts.authorId, posts.id) > orm::row(author, id))
                              .order_by(posts.authorId, posts.id)
                              .limit(1)
                              .first();
        if (!next) break;
        author = std::get<0>(*next);
        id = std::get<1>(*next);
        read.push_back(std::get<2>(*next));
    }
    CHECK(read == all);
}

TEST_CASE("row: every comparison, with text, and values on the left") {
    const filled_blog blog;
    const auto names = [&](const auto& condition) {
        return blog.db.select(users.name).from(users).where(condition).order_by(users.id).all();
    };
    const std::string bob = "Bob";
    CHECK(names(orm::row(users.name, users.id) == orm::row(bob, 2)) == strings{"Bob"});
    CHECK(names(orm::row(users.name, users.id) != orm::row(bob, 2)) == strings{"Ann", "Cid"});
    CHECK(names(orm::row(users.name, users.id) <= orm::row("Bob", 2)) == strings{"Ann", "Bob"});
    CHECK(names(orm::row(users.name, users.id) >= orm::row("Bob", 2)) == strings{"Bob", "Cid"});
    CHECK(names(orm::row("Bob", 2) < orm::row(users.name, users.id)) == strings{"Cid"});
    CHECK(names(orm::row(users.name, 2) > orm::row("Ann", users.id)) ==
          strings{"Ann", "Bob", "Cid"});
}
