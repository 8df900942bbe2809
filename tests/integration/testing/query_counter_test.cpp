// SPDX-License-Identifier: MIT
// query_counter and n_plus_one_guard; how many statements and round trips a find takes.
#include <memory>

#include <orm/testing/query_counter.hpp>

#include "support/catch.hpp"
#include "support/family.hpp"

using namespace orm_test;

namespace {

struct counted_family {
    test_database server;
    std::shared_ptr<orm::testing::query_counter> counter =
        std::make_shared<orm::testing::query_counter>();
    orm::database db;

    counted_family() : db(prepared()) {}

    /// Statements and round trips of what the function does.
    template <class Function>
    std::pair<std::size_t, std::size_t> cost(Function function) {
        function();  // the first run also prepares
        counter->reset();
        function();
        return {counter->statements(), counter->round_trips()};
    }

private:
    orm::database prepared() {
        server.run(family_schema_sql);
        server.run(family_rows_sql);
        orm::connect_options options = one_connection();
        options.on_query = counter;
        return orm::connect(server.url(), options);
    }
};

using cost = std::pair<std::size_t, std::size_t>;

}  // namespace

TEST_CASE("query_counter: counts statements, and how often each text was sent") {
    counted_family f;
    f.counter->reset();
    for (int i = 0; i < 3; ++i) f.db.select(members.id).from(members).all();
    f.db.select(members.name).from(members).all();
    CHECK(f.counter->statements() == 4);
    CHECK(f.counter->count_of(R"(select "id" from "members")") == 3);
    CHECK(f.counter->count_of("select 1") == 0);
}

TEST_CASE("find: statements are relations plus one, round trips depth plus one") {
    counted_family f;
    CHECK(f.cost([&] { f.db.find(members).all(); }) == cost(1, 1));
    CHECK(f.cost([&] { f.db.find(members).with(member_articles).all(); }) == cost(2, 2));
    CHECK(f.cost([&] {
        f.db.find(members).with(member_articles, member_clubs, member_profile).all();
    }) == cost(4, 2));
    CHECK(f.cost([&] {
        f.db.find(members)
            .with(member_articles.with(article_remarks), member_clubs.with(club_members))
            .all();
    }) == cost(5, 3));
}

TEST_CASE("find: one row by its key takes one round trip with all its relations") {
    counted_family f;
    CHECK(f.cost([&] {
        f.db.find(members)
            .where(members.id == 1)
            .with(member_articles, member_clubs.limit(1))
            .one();
    }) == cost(3, 1));
    CHECK(f.cost([&] {
        f.db.find(members)
            .where(members.id == 1)
            .with(member_articles.with(article_remarks))
            .first();
    }) == cost(3, 2));
}

TEST_CASE("find: the number of rows does not change the number of statements") {
    counted_family f;
    f.server.run(
        "insert into members select i, 'm' || i from generate_series(1001, 2000) i;"
        "insert into articles select i * 10 + j, 'x', i, null from generate_series(1001, 2000) i, "
        "generate_series(0, 9) j;"
        "insert into remarks select i * 10 + j, 'y', null, i from generate_series(10010, 20009) i, "
        "generate_series(0, 2) j");
    std::size_t rows = 0;
    CHECK(f.cost([&] {
        rows = f.db.find(members)
                   .where(members.id > 1000)
                   .with(member_articles.with(article_remarks))
                   .all()
                   .size();
    }) == cost(3, 3));
    CHECK(rows == 1000);
}

TEST_CASE("find: no parents, no further statements") {
    counted_family f;
    CHECK(f.cost([&] {
        f.db.find(members)
            .where(members.id > 100)
            .with(member_articles.with(article_remarks))
            .all();
    }) == cost(1, 1));
}

TEST_CASE("n_plus_one_guard: a statement in a loop throws at the end of the scope") {
    counted_family f;
    const auto loop = [&](std::size_t most) {
        const orm::testing::n_plus_one_guard guard(*f.counter, most);
        for (const auto& member : f.db.select().from(members).all())
            f.db.select().from(articles).where(articles.authorId == member.id).all();
    };
    CHECK_NOTHROW(loop(4));
    try {
        loop(3);
        FAIL("one statement ran four times");
    } catch (const orm::testing::repeated_statement& failure) {
        CHECK_THAT(failure.what(), contains_text("ran 4 times where 3 are allowed"));
        CHECK_THAT(std::string(failure.query()), contains_text("from \"articles\""));
        CHECK_THAT(failure.where().file_name(), contains_text("query_counter_test.cpp"));
    }
}

TEST_CASE("n_plus_one_guard: find() passes, statements before the scope do not count") {
    counted_family f;
    for (int i = 0; i < 10; ++i) f.db.select(members.id).from(members).all();
    orm::testing::n_plus_one_guard guard(*f.counter, 1);
    f.db.select(members.id).from(members).all();
    f.db.find(members).with(member_articles).all();
    CHECK_NOTHROW(guard.check());
}

TEST_CASE("n_plus_one_guard: another exception on its way is not replaced") {
    counted_family f;
    const auto fails = [&] {
        const orm::testing::n_plus_one_guard guard(*f.counter, 0);
        f.db.select(members.id).from(members).all();
        throw std::runtime_error("first");
    };
    CHECK_THROWS_AS(fails(), std::runtime_error);
}
