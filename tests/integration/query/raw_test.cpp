// SPDX-License-Identifier: MIT
// Raw SQL and parts chosen at run time, on a server.
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;

TEST_CASE("sql: an expression in where, in the list and in order_by") {
    filled_blog blog;
    const auto rows = blog.db.select(users.name, orm::sql<int>("{} / {}", users.age, 10))
                          .from(users)
                          .where(orm::sql<bool>("lower({}) <> {}", users.name, "bob"))
                          .order_by(orm::sql<int>("{}", users.age).desc())
                          .all();
    CHECK(rows == std::vector<std::tuple<std::string, std::int32_t>>{{"Cid", 4}, {"Ann", 3}});
}

TEST_CASE("sql: a whole query gives a table's rows, a tuple, a struct, one value") {
    filled_blog blog;
    const std::optional<User> bob =
        blog.db.first(orm::sql<User>("select * from {} where {} = {}", users, users.name, "Bob"));
    REQUIRE(bob.has_value());
    CHECK(bob->image == "bob.png");

    const auto counts = blog.db.all(orm::sql<std::string, std::int64_t>(
        "select {}, count(*) from {} join {} on {} = {} group by 1 order by 1", users.name, users,
        posts, posts.authorId, users.id));
    CHECK(counts == std::vector<std::tuple<std::string, std::int64_t>>{{"Ann", 2}, {"Cid", 1}});

    struct author {
        std::string name;
        std::optional<double> score;
    };
    const auto authors =
        blog.db.all(orm::sql<std::string, std::optional<double>>("select {}, {} from {} order by 1",
                                                                 users.name, users.score, users)
                        .as<author>());
    REQUIRE(authors.size() == 3);
    CHECK(authors[2].name == "Cid");
    CHECK(authors[2].score == std::nullopt);

    CHECK(blog.db.one(orm::sql<std::int64_t>("select count(*) from {}", users)) == 3);
}

TEST_CASE("sql: a statement without rows gives the number of changed rows") {
    filled_blog blog;
    CHECK(blog.db.execute(orm::sql("update {} set {} = {} where {} > {}", users,
                                   orm::unqualified(users.name), "x", users.age, 25)) == 2);
    CHECK(blog.server.value("select count(*) from users where name = 'x'") == "2");
}

TEST_CASE("sql: NULL where the C++ type has none is an error, with optional it is empty") {
    filled_blog blog;
    const auto nobody = orm::sql<std::optional<std::string>>("select null::text");
    CHECK(blog.db.one(nobody) == std::nullopt);
    CHECK_THROWS_AS(blog.db.one(orm::sql<std::string>("select null::text")), orm::unexpected_null);
}

TEST_CASE("sql: columns of other types than promised are refused") {
    filled_blog blog;
    CHECK_THROWS_AS(blog.db.one(orm::sql<int>("select 1::bigint")), orm::row_mismatch);
    CHECK_THROWS_AS((blog.db.one(orm::sql<int, int>("select 1"))), orm::row_mismatch);
}

TEST_CASE("sql: values of every kind are bound, none is written") {
    filled_blog blog;
    const auto row = blog.db.one(orm::sql<std::string, std::int64_t, double, bool, std::int64_t>(
        "select {}, {} + 0, {}, {}, cardinality({})::bigint",
        std::string("'; drop table users; --"), std::int64_t{1} << 40, 1.5, true,
        std::vector<std::string>{"a", "b"}));
    CHECK(row == std::tuple(std::string("'; drop table users; --"), std::int64_t{1} << 40, 1.5,
                            true, std::int64_t{2}));
}

TEST_CASE("sql: typed parameters are prepared by name") {
    filled_blog blog;
    const auto multiples = blog.db.prepare(orm::select(users.id).from(users).where(
        orm::sql<bool>("{} % {} = 0", users.id, orm::typed_param<"step", std::int64_t>)));
    CHECK(multiples.all(orm::arg<"step">(std::int64_t{2})) == std::vector<std::int64_t>{2});
    CHECK(multiples.all(orm::arg<"step">(std::int64_t{3})) == std::vector<std::int64_t>{3});
    const auto whole = blog.db.prepare(orm::sql<std::int64_t>(
        "select count(*) from {} where {} > {}", users, users.age, orm::typed_param<"age", int>));
    CHECK(whole.one(orm::arg<"age">(25)) == 2);
}

TEST_CASE("unsafe_raw: text of run time, with bound values") {
    filled_blog blog;
    for (const std::string way : {"asc", "desc"}) {
        const auto names = blog.db.all(orm::unsafe_raw<std::string>(
            "select name from users where {} > {} order by name " + way, users.age, 25));
        CHECK(names == (way == "asc" ? std::vector<std::string>{"Ann", "Cid"}
                                     : std::vector<std::string>{"Cid", "Ann"}));
    }
    CHECK_THROWS_AS(orm::unsafe_raw<int>("select {}"), orm::invalid_value);
    CHECK_THROWS_AS(orm::unsafe_raw<int>("select {}", 1, 2), orm::invalid_value);
    CHECK_THROWS_AS(orm::unsafe_raw<int>("select '{'"), orm::invalid_value);
    CHECK_THROWS_AS(orm::unsafe_raw<int>(std::string_view("select 1\0", 9)), orm::invalid_value);
    CHECK_THROWS_AS(orm::unsafe_raw<int>("select '\xC3'"), orm::invalid_value);
}

TEST_CASE("unsafe_raw: two texts at one address are two statements") {
    filled_blog blog;
    std::string text = "select 1";
    CHECK(blog.db.one(orm::unsafe_raw<int>(text)) == 1);
    text = "select 2";
    CHECK(blog.db.one(orm::unsafe_raw<int>(text)) == 2);
}

TEST_CASE("all_of, any_of: lists of any length, on one connection") {
    filled_blog blog;
    using filters = std::vector<orm::condition<users>>;
    const auto count = [&](const auto& condition) {
        return blog.db.select(orm::count()).from(users).where(condition).one();
    };
    CHECK(count(orm::all_of(filters{})) == 3);
    CHECK(count(orm::any_of(filters{})) == 0);
    CHECK(count(orm::all_of(filters{users.age > 25, users.emailVerified == true})) == 2);
    CHECK(count(orm::all_of(filters{users.age > 25, users.name == "Ann"})) == 1);
    CHECK(count(orm::any_of(filters{users.name == "Bob", users.name == "Ann"})) == 2);
    CHECK(count(!orm::any_of(filters{users.name == "Bob", users.name == "Ann"})) == 1);
    filters many;
    for (int i = 0; i < 500; ++i) many.push_back(users.id == i);
    CHECK(count(orm::any_of(many)) == 3);
}

TEST_CASE("all_of: conditions outlive what they were made of, and copies are equal") {
    filled_blog blog;
    std::vector<orm::condition<users>> filters;
    {
        const std::string name(50, 'x');
        filters.push_back(users.name != name);
        filters.push_back(users.age.in(std::vector<std::int32_t>{20, 30}));
    }
    const auto query =
        orm::select(users.name).from(users).where(orm::all_of(filters)).order_by(users.name);
    filters.clear();
    const auto copy = query;
    CHECK(blog.db.all(copy) == std::vector<std::string>{"Ann", "Bob"});
    CHECK(blog.db.all(query) == std::vector<std::string>{"Ann", "Bob"});
}

TEST_CASE("sort_by: the key chooses, and an unknown key is refused before anything is sent") {
    filled_blog blog;
    const auto names = [&](const std::string& key, orm::direction way) {
        return blog.db.select(users.name)
            .from(users)
            .order_by(orm::sort_by(key, way, orm::sort_key("name", users.name),
                                   orm::sort_key("age", users.age)))
            .all();
    };
    CHECK(names("name", orm::direction::ascending) ==
          std::vector<std::string>{"Ann", "Bob", "Cid"});
    CHECK(names("age", orm::direction::descending) ==
          std::vector<std::string>{"Cid", "Ann", "Bob"});
    CHECK_THROWS_AS(names("age; drop table users", orm::direction::ascending), orm::invalid_value);
    CHECK_THROWS_AS(names("", orm::direction::ascending), orm::invalid_value);
}

TEST_CASE("chosen_columns: only what was asked for is read") {
    filled_blog blog;
    const auto read = [&](const std::vector<std::string>& names) {
        const orm::chosen_columns fields(names, users.name, users.age);
        return blog.db.select(users.id, fields(users.name), fields(users.age))
            .from(users)
            .where(users.id == 1)
            .one();
    };
    using row = std::tuple<std::int64_t, std::optional<std::string>, std::optional<std::int32_t>>;
    CHECK(read({"name"}) == row{1, "Ann", std::nullopt});
    CHECK(read({"age"}) == row{1, std::nullopt, 30});
    CHECK(read({}) == row{1, std::nullopt, std::nullopt});
    CHECK_THROWS_AS(read({"email"}), orm::invalid_value);
}
