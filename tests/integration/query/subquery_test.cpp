// SPDX-License-Identifier: MIT
// Subqueries, common table expressions, set operations and locks on a server: which rows come back.
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include <orm/query/row_sources.hpp>

#include "support/catch.hpp"
#include "support/session.hpp"

using orm::count;
using orm::param;
using orm::select;
using orm_test::filled_blog;

template <class Type>
using list = std::vector<Type>;
using names = list<std::string>;
template <class... Cells>
using rows = list<std::tuple<Cells...>>;
template <class Type>
using maybe = std::optional<Type>;

namespace {

template <class M>
struct author_total_table {
    orm::bigint<M> authorId;
    orm::bigint<M> postCount;
};
template <class M>
struct number_table {
    orm::bigint<M> value;
    orm::text<M, orm::nullable> word;
};

constexpr auto is_author = posts.authorId == users.id;
constexpr auto per_author =
    select(posts.authorId, count().as<"posts">()).from(posts).group_by(posts.authorId);

}  // namespace

TEST_CASE("exists: a correlated subquery sees the row around it") {
    filled_blog blog;
    const auto query = blog.db.select(users.name).from(users).order_by(users.id);
    CHECK(query.where(orm::exists(posts, is_author)).all() == names{"Ann", "Cid"});
    CHECK(query.where(orm::not_exists(posts, is_author)).all() == names{"Bob"});
    CHECK(query.where(orm::exists(select(posts.id).from(posts).correlate(users).where(is_author)))
              .all() == names{"Ann", "Cid"});
}

TEST_CASE("scalar: a subquery is a value, and NULL when it has no row") {
    filled_blog blog;
    const auto found =
        blog.db
            .select(users.name,
                    orm::scalar(select(count()).from(posts).correlate(users).where(is_author)),
                    orm::scalar(select(posts.title)
                                    .from(posts)
                                    .correlate(users)
                                    .where(is_author)
                                    .order_by(posts.id)
                                    .limit(1)))
            .from(users)
            .order_by(users.id)
            .all();
    CHECK(found == rows<std::string, std::int64_t, maybe<std::string>>{
                       {"Ann", 2, "First"}, {"Bob", 0, {}}, {"Cid", 1, "Third"}});
}

TEST_CASE("in: values of a subquery and of the statement keep their order") {
    filled_blog blog;
    CHECK(blog.db.select(users.name)
              .from(users)
              .where(users.age > 20)
              .where(users.id.in(select(posts.authorId)
                                     .from(posts)
                                     .where(posts.title == "First" || posts.title == "Third")
                                     .limit(10)))
              .where(users.name != "Cid")
              .all() == names{"Ann"});
}

TEST_CASE("every_row and any_row: a comparison with rows of a subquery") {
    filled_blog blog;
    const auto query = blog.db.select(users.name).from(users);
    CHECK(query.where(users.age >= orm::every_row(select(users.age).from(users))).all() ==
          names{"Cid"});
    CHECK(query.where(users.id == orm::any_row(select(posts.authorId).from(posts)))
              .order_by(users.id)
              .all() == names{"Ann", "Cid"});
}

TEST_CASE("as_table: a joined subquery gives optional columns on the outer side") {
    filled_blog blog;
    constexpr auto totals = per_author.as_table<"totals">();
    const auto found = blog.db.select(users.name, totals.column<"posts">())
                           .from(users)
                           .left_join(totals, totals[posts.authorId] == users.id)
                           .order_by(users.id)
                           .all();
    CHECK(found == rows<std::string, maybe<std::int64_t>>{{"Ann", 2}, {"Bob", {}}, {"Cid", 1}});
}

TEST_CASE("as_table: whole rows of a subquery are tuples, or the declared struct") {
    filled_blog blog;
    constexpr auto totals = per_author.order_by(posts.authorId).as_table<"totals">();
    CHECK(blog.db.select().from(totals).all() == rows<std::int64_t, std::int64_t>{{1, 2}, {3, 1}});
    constexpr auto declared = per_author.as_table<author_total_table, "declared">();
    const auto found = blog.db.select().from(declared).where(declared.postCount > 1).one();
    CHECK(found.authorId == 1);
    CHECK(found.postCount == 2);
    const auto joined = blog.db.select(users.name, declared)
                            .from(users)
                            .left_join(declared, declared.authorId == users.id)
                            .where(users.name == "Bob")
                            .one();
    CHECK(!std::get<1>(joined).has_value());
}

TEST_CASE("lateral: a correlated subquery is worked out for each row") {
    filled_blog blog;
    constexpr auto latest = select(posts.title)
                                .from(posts)
                                .correlate(users)
                                .where(is_author)
                                .order_by(posts.createdAt.desc())
                                .limit(1)
                                .as_table<"latest">();
    const auto query = select(users.name, latest[posts.title]).from(users);
    CHECK(blog.db.all(query.left_join_lateral(latest).order_by(users.id)) ==
          rows<std::string, maybe<std::string>>{{"Ann", "Second"}, {"Bob", {}}, {"Cid", "Third"}});
    CHECK(blog.db.all(query.cross_join(latest).order_by(users.id)) ==
          rows<std::string, std::string>{{"Ann", "Second"}, {"Cid", "Third"}});
    CHECK(blog.db.all(query.join_lateral(latest)).size() == 2);
}

TEST_CASE("cross_join: every row with every other") {
    filled_blog blog;
    CHECK(blog.db.select(users.id, posts.id).from(users).cross_join(posts).all().size() == 9);
}

TEST_CASE("with: several definitions, one of them materialized") {
    filled_blog blog;
    constexpr auto totals = orm::materialized(orm::with<"totals">(per_author));
    constexpr auto busy = orm::with<"busy">(
        select(totals[posts.authorId]).from(totals).where(totals.column<"posts">() > param<"n">));
    const auto query = orm::with(totals, busy)
                           .select(users.name)
                           .from(users)
                           .join(busy, busy[posts.authorId] == users.id);
    const auto busier_than = blog.db.prepare(query);
    CHECK(busier_than.all(orm::arg<"n">(1)) == names{"Ann"});
    CHECK(busier_than.all(orm::arg<"n">(0)).size() == 2);
    CHECK(blog.db.with(totals).select(count()).from(totals).one() == 2);
}

TEST_CASE("with: a change in a definition happens once and gives its rows") {
    filled_blog blog;
    const auto gone =
        orm::with<"gone">(orm::delete_from(posts).where(posts.published).returning(posts));
    CHECK(
        blog.db.with(gone).select(gone[posts.title]).from(gone).order_by(gone[posts.title]).all() ==
        names{"First", "Third"});
    CHECK(blog.server.value("select count(*) from posts") == "1");
}

TEST_CASE("with: update and delete start with a definition") {
    filled_blog blog;
    constexpr auto authors = orm::with<"authors">(select(posts.authorId).from(posts));
    const auto written = users.id.in(select(authors[posts.authorId]).from(authors));
    CHECK(blog.db.with(authors).update(users).set({.age = 1}).where(written).execute() == 2);
    CHECK(blog.db.with(authors).delete_from(users).where(!written).execute() == 1);
    CHECK(blog.server.value("select string_agg(name || age, ',' order by id) from users") ==
          "Ann1,Cid1");
}

TEST_CASE("with_recursive: follows rows until there are no more") {
    filled_blog blog;
    const auto steps = orm::with_recursive<number_table, "steps">(
        select(users.id, users.image).from(users).where(users.id == 1), [](const auto& found) {
            return select(found.value + 1, found.word).from(found).where(found.value < 5);
        });
    CHECK(blog.db.with(steps).select(steps.value).from(steps).order_by(steps.value).all() ==
          list<std::int64_t>{1, 2, 3, 4, 5});
}

TEST_CASE("union: equal rows once, sorted as a whole") {
    filled_blog blog;
    const auto ages = blog.db.select(users.id, users.name).from(users);
    const auto titles = select(posts.id, posts.title).from(posts);
    CHECK(ages.union_all(titles).all().size() == 6);
    CHECK(ages.union_(select(users.id, users.name).from(users)).all().size() == 3);
    CHECK(ages.union_all(titles).order_by(users.name.desc()).limit(1).one() ==
          std::tuple<std::int64_t, std::string>{3, "Third"});
}

TEST_CASE("intersect and except: rows of both, and of the first alone") {
    filled_blog blog;
    const auto ids = blog.db.select(users.id).from(users);
    const auto authors = select(posts.authorId).from(posts);
    CHECK(ids.intersect(authors).order_by(users.id).all() == list<std::int64_t>{1, 3});
    CHECK(ids.except(authors).one() == 2);
    CHECK(select(posts.authorId)
              .from(posts)
              .intersect_all(authors)
              .as_table<"both">()[posts.authorId]
              .name() == "author_id");
}

TEST_CASE("union: columns of two widths meet in the wider one, and NULL is possible if it was") {
    filled_blog blog;
    const auto found =
        blog.db.select(users.age, users.name)
            .from(users)
            .where(users.id == 1)
            .union_all(select(users.id, users.image).from(users).where(users.id == 2))
            .order_by(users.age)
            .all();
    CHECK(found == rows<std::int64_t, maybe<std::string>>{{2, "bob.png"}, {30, "Ann"}});
}

TEST_CASE("union: rows of both sides fill one struct") {
    struct label {
        std::int64_t id;
        std::string text;
    };
    filled_blog blog;
    const auto found = blog.db.select(users.id, users.name)
                           .from(users)
                           .union_all(select(posts.id, posts.title).from(posts))
                           .order_by(users.id, users.name)
                           .as<label>()
                           .all();
    REQUIRE(found.size() == 6);
    CHECK(found[1].text == "First");
}

TEST_CASE("distinct_on: the first row of each group") {
    filled_blog blog;
    CHECK(blog.db.select(posts.title)
              .distinct_on(posts.authorId)
              .from(posts)
              .order_by(posts.authorId, posts.createdAt.desc())
              .all() == names{"Second", "Third"});
}

TEST_CASE("rollup: rows of the wider groups have no value") {
    filled_blog blog;
    const auto found = blog.db.select(posts.authorId, count(), orm::grouping(posts.authorId))
                           .from(posts)
                           .group_by(orm::rollup(posts.authorId))
                           .order_by(orm::grouping(posts.authorId), posts.authorId)
                           .all();
    CHECK(found == rows<maybe<std::int64_t>, std::int64_t, std::int32_t>{
                       {1, 2, 0}, {3, 1, 0}, {std::nullopt, 3, 1}});
}

TEST_CASE("order_by: an output name sorts by a selected expression") {
    filled_blog blog;
    CHECK(blog.db.select(posts.authorId, count().as<"posts">())
              .from(posts)
              .group_by(posts.authorId)
              .order_by(orm::output<"posts">.desc())
              .first() == std::tuple<std::int64_t, std::int64_t>{1, 2});
}

TEST_CASE("limit_with_ties: rows that tie with the last one come too") {
    filled_blog blog;
    blog.server.run("update users set age = 30");
    CHECK(
        blog.db.select(users.id).from(users).order_by(users.age).limit_with_ties(1).all().size() ==
        3);
}

TEST_CASE("for_update: skip_locked leaves out what another transaction holds, nowait throws") {
    filled_blog blog;
    const orm::database other = orm::connect(blog.server.url());
    blog.db.transaction([&](auto& tx) {
        const auto locked = select(posts.id).from(posts).order_by(posts.id).for_update();
        CHECK(tx.all(locked.limit(1)) == list<std::int64_t>{1});
        CHECK(other.all(locked.skip_locked()) == list<std::int64_t>{2, 3});
        CHECK_THROWS_AS(other.all(locked.nowait()), orm::error);
        CHECK(other.all(select(posts.id).from(posts).for_key_share().skip_locked()).size() == 2);
    });
}

TEST_CASE("values_list: rows of the program joined with a table") {
    filled_blog blog;
    const auto wanted =
        orm::values_list<number_table, "wanted">({{1, "one"}, {3, std::nullopt}, {9, "nine"}});
    const auto found = blog.db.select(wanted.word, users.name)
                           .from(wanted)
                           .left_join(users, users.id == wanted.value)
                           .order_by(wanted.value)
                           .all();
    CHECK(found == rows<maybe<std::string>, maybe<std::string>>{
                       {"one", "Ann"}, {std::nullopt, "Cid"}, {"nine", std::nullopt}});
}

TEST_CASE("values_list: a list without rows is refused with the caller's line") {
    filled_blog blog;
    const auto none = orm::values_list<number_table, "none">({});
    CHECK_THROWS_AS(blog.db.select().from(none).all(), orm::invalid_value);
}

TEST_CASE("generate_series and unnest: functions as tables") {
    filled_blog blog;
    const auto number = orm::generate_series<"number">(2, 6, 2);
    CHECK(blog.db.select(number.value()).from(number).all() == list<std::int64_t>{2, 4, 6});
    const auto id = orm::unnest<"id">(list<std::int64_t>{3, 1});
    CHECK(blog.db.select(users.name)
              .from(id)
              .join(users, users.id == id.value())
              .order_by(users.id)
              .all() == names{"Ann", "Cid"});
    const auto per_post = orm::generate_series<"part">(1, posts.id);
    CHECK(
        blog.db.select(posts.id, per_post.value()).from(posts).cross_join(per_post).all().size() ==
        6);
}

TEST_CASE("a statement with another subquery is another prepared statement") {
    filled_blog blog;
    const auto query = blog.db.select(users.name).from(users).order_by(users.id);
    const auto written = [&](bool published) {
        return query
            .where(users.id.in(
                select(posts.authorId).from(posts).where_if(published, posts.published == false)))
            .all();
    };
    CHECK(written(false) == names{"Ann", "Cid"});
    CHECK(written(true) == names{"Ann"});
    CHECK(written(false) == names{"Ann", "Cid"});
}
