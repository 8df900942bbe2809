// SPDX-License-Identifier: MIT
// Prepared statements: reused for the same shape, never mixed between different ones.
#include <cstdint>
#include <string>

#include "support/catch.hpp"
#include "support/session.hpp"

using namespace orm_test;
using strings = std::vector<std::string>;

// Not without a name: clang cannot read the field names of tables in an unnamed namespace.
namespace prepared_test {

template <class M>
struct prepared_table {
    orm::text<M> name;
    orm::text<M> statement;
};
inline constexpr auto prepared =
    orm::pg::schema("pg_catalog").table<prepared_table>("pg_prepared_statements");

/// How many statements the library's connection keeps. Asking is a statement itself, once.
std::int64_t prepared_count(const orm::database& db) {
    return db.select(orm::count()).from(prepared).one();
}

template <class M>
struct note_table {
    orm::text<M> text;
};
inline constexpr auto notes_one = orm::pg::schema("one").table<note_table>("notes");
inline constexpr auto notes_two = orm::pg::schema("two").table<note_table>("notes");

inline constexpr auto editor = orm::alias<"editor">(users);

}  // namespace prepared_test

using namespace prepared_test;

TEST_CASE("prepared: a repeated query is prepared once") {
    ORM_NEEDS_SESSION("prepared statements");
    const filled_blog blog;
    const auto run = [&](std::int64_t id) {
        return blog.db.select(users.name).from(users).where(users.id == id).first();
    };
    run(1);
    const auto before = prepared_count(blog.db);
    for (std::int64_t id = 0; id < 50; ++id) run(id);
    CHECK(prepared_count(blog.db) == before);
}

TEST_CASE("prepared: the same query on two lines is prepared once") {
    ORM_NEEDS_SESSION("prepared statements");
    const filled_blog blog;
    blog.db.select(users.name).from(users).where(users.age > 1).all();
    const auto before = prepared_count(blog.db);
    blog.db.select(users.name).from(users).where(users.age > 2).all();
    CHECK(prepared_count(blog.db) == before);
}

TEST_CASE("prepared: updates and inserts with the same columns are prepared once") {
    ORM_NEEDS_SESSION("prepared statements");
    const filled_blog blog;
    const auto write = [&](int age) {
        blog.db.update(users).set({.age = age}).where(users.id == 1).execute();
        blog.db.insert(users).values({.name = "n", .email = "e" + std::to_string(age)}).execute();
    };
    write(1);
    const auto before = prepared_count(blog.db);
    for (int age = 2; age < 20; ++age) write(age);
    CHECK(prepared_count(blog.db) == before);
}

TEST_CASE("prepared: select lists of the same type are told apart") {
    const filled_blog blog;
    const auto ann = users.id == 1;
    for (int i = 0; i < 2; ++i) {
        CHECK(blog.db.select(users.name).from(users).where(ann).one() == "Ann");
        CHECK(blog.db.select(users.email).from(users).where(ann).one() == "ann@example.com");
    }
}

TEST_CASE("prepared: conditions on columns of the same type are told apart") {
    const filled_blog blog;
    const auto ids = blog.db.select(users.id).from(users);
    for (int i = 0; i < 2; ++i) {
        CHECK(ids.where(users.name == "Ann").all().size() == 1);
        CHECK(ids.where(users.email == "Ann").all().empty());
    }
}

TEST_CASE("prepared: operators are told apart") {
    const filled_blog blog;
    const auto ids = blog.db.select(users.id).from(users);
    for (int i = 0; i < 2; ++i) {
        CHECK(ids.where(users.age < 30).all().size() == 1);
        CHECK(ids.where(users.age <= 30).all().size() == 2);
        CHECK(ids.where(users.age > 30).all().size() == 1);
        CHECK(ids.where(users.age == 30).all().size() == 1);
        CHECK(ids.where(users.age != 30).all().size() == 2);
    }
}

TEST_CASE("prepared: orders are told apart") {
    const filled_blog blog;
    const auto names = blog.db.select(users.name).from(users);
    for (int i = 0; i < 2; ++i) {
        CHECK(names.order_by(users.name).all() == strings{"Ann", "Bob", "Cid"});
        CHECK(names.order_by(users.name.desc()).all() == strings{"Cid", "Bob", "Ann"});
        CHECK(names.order_by(users.age).all() == strings{"Bob", "Ann", "Cid"});
        CHECK(names.order_by(users.createdAt).all() == strings{"Cid", "Ann", "Bob"});
    }
}

TEST_CASE("prepared: a table and its alias are told apart") {
    const filled_blog blog;
    const auto pairs = blog.db.select(users.name).from(users).join(editor, editor.age > users.age);
    const auto other = blog.db.select(editor.name).from(users).join(editor, editor.age > users.age);
    for (int i = 0; i < 2; ++i) {
        CHECK(pairs.order_by(users.name).first() == "Ann");
        CHECK(other.order_by(editor.name).first() == "Ann");
        CHECK(pairs.order_by(users.name.desc()).first() == "Bob");
        CHECK(other.order_by(editor.name.desc()).first() == "Cid");
    }
}

TEST_CASE("prepared: kinds of joins are told apart") {
    const filled_blog blog;
    const auto is_author = posts.authorId == users.id;
    const auto name = blog.db.select(orm::count()).from(users);
    for (int i = 0; i < 2; ++i) {
        CHECK(name.join(posts, is_author).one() == 3);
        CHECK(name.left_join(posts, is_author).one() == 4);
    }
}

TEST_CASE("prepared: tables of one name in two schemas are told apart") {
    test_database server;
    server.run(
        "create schema one; create schema two;"
        "create table one.notes (text text not null);"
        "create table two.notes (text text not null);"
        "insert into one.notes values ('first'); insert into two.notes values ('second')");
    const auto db = orm::connect(server.url(), one_connection());
    for (int i = 0; i < 2; ++i) {
        CHECK(db.select(notes_one.text).from(notes_one).one() == "first");
        CHECK(db.select(notes_two.text).from(notes_two).one() == "second");
        CHECK(db.select().from(notes_one).one().text == "first");
        CHECK(db.select().from(notes_two).one().text == "second");
    }
}

TEST_CASE("prepared: one comparison with values of different SQL types") {
    const filled_blog blog;
    const auto ages = blog.db.select(orm::count()).from(users);
    for (int i = 0; i < 2; ++i) {
        CHECK(ages.where(users.age > 29).one() == 2);
        CHECK(ages.where(users.age > std::int64_t{29}).one() == 2);
        CHECK(ages.where(users.age > 29.5).one() == 2);
        CHECK(ages.where(users.age > std::int16_t{29}).one() == 2);
        CHECK(ages.where(users.age > std::int64_t{5'000'000'000}).one() == 0);
        CHECK(ages.where(users.age > 39.5).one() == 1);
    }
}

TEST_CASE("prepared: updates that swap a value and a column are told apart") {
    filled_blog blog;
    const auto ann = users.id == 1;
    blog.db.update(users).set({.name = users.email, .email = "x"}).where(ann).execute();
    CHECK(blog.server.run("select name, email from users where id = 1") ==
          text_rows{{"ann@example.com", "x"}});
    blog.db.update(users).set({.name = "y", .email = users.email}).where(ann).execute();
    CHECK(blog.server.run("select name, email from users where id = 1") == text_rows{{"y", "x"}});
}

TEST_CASE("prepared: updates of different columns are told apart") {
    filled_blog blog;
    const auto bob = users.id == 2;
    blog.db.update(users).set({.name = "a"}).where(bob).execute();
    blog.db.update(users).set({.email = "b"}).where(bob).execute();
    blog.db.update(users).set({.image = "c"}).where(bob).execute();
    blog.db.update(users).set({.image = users.name}).where(bob).execute();
    CHECK(blog.server.run("select name, email, image from users where id = 2") ==
          text_rows{{"a", "b", "a"}});
}

TEST_CASE("prepared: inserts that give different columns are told apart") {
    blog_database blog;
    for (int i = 0; i < 2; ++i) {
        const std::string n = std::to_string(i);
        blog.db.insert(users).values({.name = "a", .email = "a" + n}).execute();
        blog.db.insert(users).values({.name = "b", .email = "b" + n, .image = "i"}).execute();
        blog.db.insert(users).values({.name = "c", .email = "c" + n, .age = 3}).execute();
        blog.db.insert(users)
            .values({{.name = "d", .email = "d" + n}, {.name = "e", .email = "e" + n, .age = 5}})
            .execute();
        blog.db.insert(users)
            .values({{.name = "f", .email = "f" + n, .age = 6}, {.name = "g", .email = "g" + n}})
            .execute();
    }
    CHECK(blog.server.value("select string_agg(name || age, ',' order by name, id) from users") ==
          "a0,a0,b0,b0,c3,c3,d0,d0,e5,e5,f6,f6,g0,g0");
}

TEST_CASE("prepared: NULL and a value share one statement") {
    ORM_NEEDS_SESSION("prepared statements");
    filled_blog blog;
    const auto set_image = [&](std::optional<std::string> image) {
        blog.db.update(users).set({.image = image}).where(users.id == 1).execute();
    };
    set_image("a");
    const auto before = prepared_count(blog.db);
    set_image(std::nullopt);
    CHECK(blog.server.value("select image from users where id = 1") == "NULL");
    set_image("b");
    CHECK(blog.server.value("select image from users where id = 1") == "b");
    CHECK(prepared_count(blog.db) == before);
}

TEST_CASE("prepared: rows of different types of one text are decoded apart") {
    const filled_blog blog;
    struct named {
        std::string name;
    };
    const auto names = blog.db.select(users.name).from(users).order_by(users.name);
    CHECK(names.first() == "Ann");
    CHECK(names.as<named>().first()->name == "Ann");
    CHECK(names.first() == "Ann");
}

TEST_CASE("prepared: a changed table is noticed") {
    filled_blog blog;
    const auto names = blog.db.select(users.name).from(users).where(users.id == 1);
    CHECK(names.one() == "Ann");
    blog.server.run("alter table users alter column name type varchar(50)");
    CHECK(names.one() == "Ann");
}

TEST_CASE("prepared: hundreds of parameters in one statement") {
    blog_database blog;
    std::vector<orm::insert_of<users>> rows;
    for (int i = 0; i < 500; ++i)
        rows.push_back({.name = "n" + std::to_string(i),
                        .email = "e" + std::to_string(i),
                        .age = i,
                        .score = i / 2.0});
    CHECK(blog.db.insert(users).values(rows).execute() == 500);
    CHECK(
        blog.server.value(
            "select count(*) from users where name = 'n' || age and email = 'e' || age and score = age / 2.0") ==
        "500");
}

TEST_CASE("prepared: more parameters than PostgreSQL takes are refused in words") {
    blog_database blog;
    std::vector<orm::insert_of<users>> rows(40'000, {.name = "n", .email = "e"});
    CHECK_THROWS_AS(blog.db.insert(users).values(rows).execute(), orm::error);
    CHECK(blog.db.select(orm::count()).from(users).one() == 0);
}
