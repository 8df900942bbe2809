// SPDX-License-Identifier: MIT
// Views and materialized views on a server.
#include <cstdint>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using orm::count;
using orm::select;
using orm_test::filled_blog;

namespace {

template <class M>
struct author_stats_table {
    orm::bigint<M> authorId;
    orm::bigint<M> posts;
};
constexpr auto per_author = select(posts.authorId, count()).from(posts).group_by(posts.authorId);
constexpr auto stats = orm::view<author_stats_table>("author_stats", per_author);
constexpr auto kept = orm::materialized_view<author_stats_table>("kept_stats", per_author);

/// Makes both views from the queries that define them.
void make_views(filled_blog& blog) {
    const std::string query(orm::to_sql(orm::query_of(stats)).view());
    blog.server.run("create view author_stats (author_id, posts) as " + query);
    blog.server.run("create materialized view kept_stats (author_id, posts) as " + query);
    blog.server.run("create unique index on kept_stats (author_id)");
}

}  // namespace

TEST_CASE("view: it is read and joined like a table") {
    filled_blog blog;
    make_views(blog);
    const auto all = blog.db.select().from(stats).order_by(stats.authorId).all();
    REQUIRE(all.size() == 2);
    CHECK(all[0].posts == 2);
    CHECK(blog.db.select(users.name)
              .from(users)
              .join(stats, stats.authorId == users.id)
              .where(stats.posts > 1)
              .all() == std::vector<std::string>{"Ann"});
}

TEST_CASE("view: an alias joins it with itself") {
    filled_blog blog;
    make_views(blog);
    constexpr auto other = orm::alias<"other">(stats);
    CHECK(blog.db.select(stats.authorId, other.authorId)
              .from(stats)
              .join(other, other.posts < stats.posts)
              .one() == std::tuple<std::int64_t, std::int64_t>{1, 3});
}

TEST_CASE("refresh: a materialized view has new rows only afterwards") {
    filled_blog blog;
    make_views(blog);
    const auto rows = blog.db.select(count()).from(kept);
    blog.server.run("delete from posts where author_id = 3");
    CHECK(rows.one() == 2);
    blog.db.refresh(kept).execute();
    CHECK(rows.one() == 1);
    blog.server.run("delete from posts");
    blog.db.refresh(kept).concurrently().execute();
    CHECK(rows.one() == 0);
}

TEST_CASE("refresh: its text names the view") {
    CHECK(orm::to_sql(orm::refresh(kept)) == R"(refresh materialized view "kept_stats")");
    CHECK(orm::to_sql(orm::refresh(kept).concurrently()) ==
          R"(refresh materialized view concurrently "kept_stats")");
}
