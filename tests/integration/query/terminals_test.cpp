// SPDX-License-Identifier: MIT
// all, first, one and execute, with rows of a server.
#include <string>
#include <tuple>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;
using strings = std::vector<std::string>;

namespace {
constexpr auto is_author = posts.authorId == users.id;
inline constexpr auto editor = orm::alias<"editor">(users);
}  // namespace

TEST_CASE("all: gives every row in order") {
    const filled_blog blog;
    CHECK(blog.db.select(users.name).from(users).order_by(users.name).all() ==
          strings{"Ann", "Bob", "Cid"});
    CHECK(blog.db.select(users.name).from(users).order_by(orm::desc(users.age)).all() ==
          strings{"Cid", "Ann", "Bob"});
}

TEST_CASE("all: gives an empty vector when no row matches") {
    const filled_blog blog;
    CHECK(blog.db.select().from(users).where(users.name == "Zoe").all().empty());
}

TEST_CASE("all: whole rows have every column") {
    const filled_blog blog;
    const User ann = blog.db.select().from(users).order_by(users.id).all().front();
    CHECK(ann.id == 1);
    CHECK(ann.name == "Ann");
    CHECK(ann.email == "ann@example.com");
    CHECK(ann.emailVerified);
    CHECK(ann.image == std::nullopt);
    CHECK(ann.age == 30);
    CHECK(ann.score == 1.5);
    CHECK(ann.createdAt.time_since_epoch().count() == 1'704'164'645'678'901);
}

TEST_CASE("all: tuples bind to names") {
    const filled_blog blog;
    std::string text;
    for (const auto& [id, name] :
         blog.db.select(users.id, users.name).from(users).order_by(users.id).all())
        text += std::to_string(id) + name;
    CHECK(text == "1Ann2Bob3Cid");
}

TEST_CASE("first: gives the first row of the order, or nothing") {
    const filled_blog blog;
    const auto by_name = blog.db.select(users.name).from(users).order_by(users.name);
    CHECK(by_name.first() == "Ann");
    CHECK(by_name.where(users.age > 100).first() == std::nullopt);
}

TEST_CASE("first: a NULL cell is not a missing row") {
    const filled_blog blog;
    const auto image = blog.db.select(users.image).from(users).where(users.id == 1).first();
    REQUIRE(image.has_value());
    CHECK(*image == std::nullopt);
}

TEST_CASE("count: counts a table's rows, or those of a condition") {
    const filled_blog blog;
    CHECK(blog.db.count(users) == 3);
    CHECK(blog.db.count(users, users.age >= 30) == 2);
    CHECK(blog.db.count(users, users.name == "Zoe") == 0);
    CHECK(blog.db.count(editor, editor.emailVerified) == blog.db.count(users, users.emailVerified));
    blog.db.transaction([](auto& tx) {
        tx.delete_from(comments).all_rows().execute();
        CHECK(tx.count(comments) == 0);
    });
}

TEST_CASE("count: an error names the caller's line") {
    blog_database blog;
    blog.server.run("drop table users cascade");
    const unsigned line = __LINE__ + 2;
    try {
        blog.db.count(users, users.age > 1);
        FAIL("there is no table");
    } catch (const orm::error& error) {
        CHECK(error.sqlstate() == "42P01");
        CHECK(error.where().line() == line);
        CHECK(error.query() == R"(select count(*) from "users" where "users"."age" > $1)");
    }
}

TEST_CASE("one: gives the only row") {
    const filled_blog blog;
    CHECK(blog.db.select(users.age).from(users).where(users.name == "Bob").one() == 20);
}

TEST_CASE("one: no row is an error with the caller's line and the SQL text") {
    const filled_blog blog;
    const unsigned line = __LINE__ + 2;
    try {
        blog.db.select(users.age).from(users).where(users.name == "Zoe").one();
        FAIL("there is no Zoe");
    } catch (const orm::no_rows& error) {
        CHECK(error.where().line() == line);
        CHECK_THAT(error.where().file_name(), contains_text("terminals_test.cpp"));
        CHECK(error.query() == R"(select "age" from "users" where "users"."name" = $1)");
        CHECK_THAT(error.what(), !contains_text("Zoe"));
    }
}

TEST_CASE("one: more than one row is an error with the caller's line") {
    const filled_blog blog;
    const unsigned line = __LINE__ + 2;
    try {
        blog.db.select(users.age).from(users).one();
        FAIL("there are three users");
    } catch (const orm::too_many_rows& error) {
        CHECK(error.where().line() == line);
        CHECK(error.query() == R"(select "age" from "users")");
    }
}

TEST_CASE("as: fills a struct in the order of the select list") {
    const filled_blog blog;
    struct summary {
        std::string author;
        std::int64_t posts;
    };
    const auto top = blog.db.select(users.name, orm::count())
                         .from(users)
                         .join(posts, is_author)
                         .group_by(users.name)
                         .order_by(users.name)
                         .as<summary>()
                         .all();
    REQUIRE(top.size() == 2);
    CHECK(top[0].author == "Ann");
    CHECK(top[0].posts == 2);
    CHECK(top[1].posts == 1);
}

TEST_CASE("a statement without a database runs with the words of the database") {
    const filled_blog blog;
    const auto by_name = orm::select(users.name).from(users).order_by(users.name);
    CHECK(blog.db.all(by_name) == strings{"Ann", "Bob", "Cid"});
    CHECK(blog.db.first(by_name) == "Ann");
    CHECK(blog.db.one(by_name.limit(1)) == "Ann");
    CHECK(blog.db.execute(orm::delete_from(comments).all_rows()) == 2);
}

TEST_CASE("limit and offset: cut the rows") {
    const filled_blog blog;
    const auto names = blog.db.select(users.name).from(users).order_by(users.name);
    CHECK(names.limit(2).all() == strings{"Ann", "Bob"});
    CHECK(names.offset(2).all() == strings{"Cid"});
    CHECK(names.limit(1).offset(1).all() == strings{"Bob"});
    CHECK(names.limit(0).all().empty());
}

TEST_CASE("left_join: a row without a partner has no second row") {
    const filled_blog blog;
    const auto rows =
        blog.db.select().from(users).left_join(posts, is_author).order_by(users.id, posts.id).all();
    REQUIRE(rows.size() == 4);
    CHECK(std::get<0>(rows[0]).name == "Ann");
    CHECK(std::get<1>(rows[0]).value().title == "First");
    CHECK(std::get<1>(rows[1]).value().body == std::nullopt);
    CHECK(std::get<0>(rows[2]).name == "Bob");
    CHECK_FALSE(std::get<1>(rows[2]).has_value());
    CHECK(std::get<1>(rows[3]).value().body == "");
}

TEST_CASE("right_join: a row without a partner has no first row") {
    const filled_blog blog;
    const auto rows = blog.db.select(posts.title, users)
                          .from(posts)
                          .right_join(users, is_author)
                          .where(users.name == "Bob")
                          .all();
    REQUIRE(rows.size() == 1);
    CHECK(std::get<0>(rows[0]) == std::nullopt);
    CHECK(std::get<1>(rows[0]).name == "Bob");
}

TEST_CASE("full_join: either side can be missing") {
    const filled_blog blog;
    const auto rows = blog.db.select(users.name, comments.text)
                          .from(users)
                          .full_join(comments, comments.authorId == users.id)
                          .order_by(users.name)
                          .all();
    REQUIRE(rows.size() == 4);
    CHECK(std::get<0>(rows[0]) == "Ann");
    CHECK(std::get<1>(rows[0]) == std::nullopt);
    CHECK(std::get<1>(rows[1]) == "Nice");
    CHECK(std::get<0>(rows[3]) == std::nullopt);
    CHECK(std::get<1>(rows[3]) == "Anonymous");
}

TEST_CASE("join: a table joined with itself keeps both sides apart") {
    const filled_blog blog;
    const auto rows = blog.db.select(users.name, editor.name)
                          .from(users)
                          .join(editor, editor.age > users.age)
                          .order_by(users.age, editor.age)
                          .all();
    REQUIRE(rows.size() == 3);
    CHECK(rows[0] == std::tuple<std::string, std::string>("Bob", "Ann"));
    CHECK(rows[2] == std::tuple<std::string, std::string>("Ann", "Cid"));
}

TEST_CASE("aggregates: count, sum, avg, min and max of rows") {
    const filled_blog blog;
    const auto [rows, images, sum, average, youngest, oldest, scores] =
        blog.db
            .select(orm::count(), orm::count(users.image), orm::sum(users.age), orm::avg(users.age),
                    orm::min(users.age), orm::max(users.name), orm::sum(users.score))
            .from(users)
            .one();
    CHECK(rows == 3);
    CHECK(images == 1);
    CHECK(sum == 90);
    CHECK(average.value() == orm::decimal("30"));
    CHECK(youngest == 20);
    CHECK(oldest == "Cid");
    CHECK(scores == -0.75);
}

TEST_CASE("aggregates: of no rows are NULL, except count") {
    const filled_blog blog;
    const auto [rows, sum, average, youngest] =
        blog.db
            .select(orm::count(), orm::sum(users.id), orm::avg(users.score), orm::min(users.name))
            .from(users)
            .where(users.age > 100)
            .one();
    CHECK(rows == 0);
    CHECK(sum == std::nullopt);
    CHECK(average == std::nullopt);
    CHECK(youngest == std::nullopt);
}

TEST_CASE("where: NULL makes a condition unknown, never an error") {
    const filled_blog blog;
    const auto names = blog.db.select(users.name).from(users).order_by(users.name);
    CHECK(names.where(users.score > 0.0).all() == strings{"Ann"});
    CHECK(names.where(!(users.score > 0.0)).all() == strings{"Bob"});
    CHECK(names.where((users.score > 0.0).is_null()).all() == strings{"Cid"});
    CHECK(names.where(users.image.is_null()).all() == strings{"Ann", "Cid"});
}

TEST_CASE("where: every operator finds what it should") {
    const filled_blog blog;
    const auto names = blog.db.select(users.name).from(users).order_by(users.name);
    CHECK(names.where(users.age == 20).all() == strings{"Bob"});
    CHECK(names.where(users.age != 20).all() == strings{"Ann", "Cid"});
    CHECK(names.where(users.age < 30).all() == strings{"Bob"});
    CHECK(names.where(users.age <= 30).all() == strings{"Ann", "Bob"});
    CHECK(names.where(users.age > 30).all() == strings{"Cid"});
    CHECK(names.where(30 <= users.age).all() == strings{"Ann", "Cid"});
    CHECK(names.where(users.age.between(20, 30)).all() == strings{"Ann", "Bob"});
    CHECK(names.where(users.age.not_between(20, 30)).all() == strings{"Cid"});
    CHECK(names.where(users.name.in("Ann", "Cid", "Zoe")).all() == strings{"Ann", "Cid"});
    CHECK(names.where(users.name.not_in("Ann", "Zoe")).all() == strings{"Bob", "Cid"});
    CHECK(names.where(users.name.in()).all().empty());
    CHECK(names.where(users.name.not_in()).all().size() == 3);
    CHECK(names.where(users.name.like("%n%")).all() == strings{"Ann"});
    CHECK(names.where(users.name.ilike("A%")).all() == strings{"Ann"});
    CHECK(names.where(users.name.not_like("A%")).all() == strings{"Bob", "Cid"});
    CHECK(names.where(users.emailVerified && (users.age > 35 || users.name == "Bob")).all() ==
          strings{"Cid"});
}

TEST_CASE("where: numbers wider than the column compare instead of wrapping") {
    const filled_blog blog;
    const auto ages = blog.db.select(users.age).from(users);
    CHECK(ages.where(users.age < std::int64_t{5'000'000'000}).all().size() == 3);
    CHECK(ages.where(users.age == (std::int64_t{1} << 32) + 20).all().empty());
    CHECK(ages.where(users.age > 29.5).all().size() == 2);
    CHECK(ages.where(users.age > std::uint32_t{4'000'000'000}).all().empty());
    CHECK_THROWS_AS(ages.where(users.age < ~std::uint64_t{0}), orm::invalid_value);
}
