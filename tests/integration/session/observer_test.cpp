// SPDX-License-Identifier: MIT
// What an observer sees of statements, and what the console logger writes of it.
#include <orm/comment.hpp>
#include <orm/logging.hpp>

#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

#include "support/catch.hpp"
#include "support/session.hpp"

#include <orm/driver/postgres/pipeline.hpp>
#include <orm/driver/postgres/stream.hpp>

using orm_test::blog_database;
namespace postgres = orm::driver::postgres;

namespace {

struct seen {
    std::string kind;
    std::string sql;
    std::string name;
    int connection_id;
    unsigned line;
    std::uint64_t rows;
    bool took_time;
    std::string sqlstate;
    bool had_values;
};

class recorder : public orm::query_observer {
public:
    void query_started(const orm::query_event& event) override { keep("start", event); }
    void query_ended(const orm::query_event& event) override { keep("end", event); }
    void query_failed(const orm::query_event& event) override { keep("error", event); }

    std::vector<seen> events;

    std::string kinds() const {
        std::string all;
        for (const seen& one : events) all += (all.empty() ? "" : " ") + one.kind;
        return all;
    }

private:
    void keep(const char* kind, const orm::query_event& event) {
        events.push_back(
            {kind, std::string(event.sql), std::string(event.statement_name), event.connection_id,
             static_cast<unsigned>(event.where.line()), event.rows, event.duration.count() > 0,
             event.failure == nullptr ? "" : event.failure->sqlstate, event.values != nullptr});
    }
};

struct watched_blog {
    orm_test::test_database server;
    std::shared_ptr<recorder> log = std::make_shared<recorder>();
    orm::database db;

    watched_blog() : db(prepared()) { log->events.clear(); }

private:
    orm::database prepared() {
        server.run(blog_schema_sql);
        orm::connect_options options = orm_test::one_connection();
        options.on_query = log;
        return orm::connect(server.url(), options);
    }
};

}  // namespace

TEST_CASE("observer: a statement starts and ends once, with its SQL, rows, connection and caller") {
    ORM_NEEDS_SESSION("prepared statements, and the process that serves the session");
    watched_blog blog;
    const unsigned line = __LINE__ + 1;
    blog.db.insert(users).values({.name = "Ann", .email = "a"}).execute();
    REQUIRE(blog.log->kinds() == "start end");
    const seen& end = blog.log->events[1];
    CHECK(end.sql == R"(insert into "users" ("name", "email") values ($1, $2))");
    CHECK(end.line == line);
    CHECK(end.rows == 1);
    CHECK(end.took_time);
    CHECK(end.name.substr(0, 4) == "orm_");
    CHECK_FALSE(end.had_values);
    CHECK_FALSE(blog.log->events[0].took_time);
    blog.log->events.clear();
    // The second time the statement is prepared already: another way through the driver.
    blog.db.insert(users).values({.name = "Bob", .email = "b"}).execute();
    REQUIRE(blog.log->kinds() == "start end");
    CHECK(blog.log->events[1].rows == 1);
    blog.log->events.clear();
    CHECK(blog.db.select().from(users).all().size() == 2);
    CHECK(blog.log->events.back().rows == 2);
    const std::string known = blog.server.value(
        "select count(*) from pg_stat_activity where pid = " +
        std::to_string(blog.log->events.back().connection_id) + " and application_name = 'orm'");
    CHECK(known == "1");
}

TEST_CASE("observer: a refused statement fails once, with its SQLSTATE") {
    watched_blog blog;
    blog.db.insert(users).values({.name = "Ann", .email = "a"}).execute();
    blog.log->events.clear();
    CHECK_THROWS_AS(blog.db.insert(users).values({.name = "Ann", .email = "a"}).execute(),
                    orm::unique_violation);
    REQUIRE(blog.log->kinds() == "start error");
    CHECK(blog.log->events[1].sqlstate == "23505");
    CHECK(blog.log->events[1].rows == 0);
}

TEST_CASE("observer: a deadline that passes is a failure") {
    watched_blog blog;
    postgres::lease lent(blog.db.source(), postgres::execution_context());
    const postgres::execution_context soon(postgres::deadline::in(std::chrono::milliseconds(30)));
    CHECK_THROWS_AS(lent->execute("select pg_sleep(5)", {}, soon), orm::timeout);
    REQUIRE(blog.log->kinds() == "start error");
    // Behind a pooler the request to cancel has a longer way, and may be given up first.
    const bool may_be_given_up = orm_test::pooler_url() != nullptr;
    const std::string& state = blog.log->events[1].sqlstate;
    CHECK((state == "57014" || (state.empty() && may_be_given_up)));
}

TEST_CASE("observer: each statement of a transaction is seen, begin and commit too") {
    watched_blog blog;
    blog.db.transaction([](auto& tx) { tx.select().from(users).all(); });
    std::string all;
    for (const seen& one : blog.log->events)
        if (one.kind == "end") all += one.sql.substr(0, 6) + "|";
    CHECK(all == "begin|select|commit|");
}

TEST_CASE("observer: each statement of a pipeline is seen, a failed one and those after it fail") {
    watched_blog blog;
    postgres::lease lent(blog.db.source(), postgres::execution_context());
    {
        postgres::pipeline batch(*lent, {});
        batch.send(postgres::constant_sql("select 1"));
        batch.send(postgres::constant_sql("select 1 / 0"));
        batch.send(postgres::constant_sql("select 2"));
        batch.collect();
        CHECK_THROWS_AS(batch.collect(), orm::error);
    }
    CHECK(blog.log->kinds() == "start start start end error error");
    CHECK(blog.log->events[3].sql == "select 1");
    CHECK(blog.log->events[3].rows == 1);
    CHECK(blog.log->events[4].sqlstate == "22012");
    CHECK(blog.log->events[5].sql == "select 2");
}

TEST_CASE("observer: a stream ends when its last row was read, and counts them") {
    watched_blog blog;
    postgres::lease lent(blog.db.source(), postgres::execution_context());
    postgres::prepared_statement& statement = lent->prepare(
        {1, nullptr, [](const void*, std::string& out) { out = "select generate_series(1, 50)"; }});
    {
        postgres::row_stream rows(*lent, statement, {}, {});
        postgres::result part;
        rows.next(part);
        CHECK(blog.log->events.back().kind == "start");
        while (rows.next(part)) {
        }
    }
    CHECK(blog.log->events.back().kind == "end");
    CHECK(blog.log->events.back().rows == 50);
}

TEST_CASE("observer: what it throws breaks no statement") {
    orm_test::test_database server;
    orm::connect_options options;
    options.on_query = [](const orm::query_event&) { throw std::runtime_error("no disk"); };
    const orm::database db = orm::connect(server.url(), options);
    const postgres::lease lent(db.source(), postgres::execution_context());
    CHECK(lent->execute("select 1", {}, {}).row_count() == 1);
}

TEST_CASE("observer: a function sees each statement once, ended or failed") {
    orm_test::test_database server;
    int count = 0;
    orm::connect_options options;
    options.on_query = [&count](const orm::query_event&) { ++count; };
    const orm::database db = orm::connect(server.url(), options);
    const postgres::lease lent(db.source(), postgres::execution_context());
    lent->execute("select 1", {}, {});
    CHECK(count == 1);
    CHECK_THROWS_AS(lent->execute("select 1 / 0", {}, {}), orm::error);
    CHECK(count == 2);
}

TEST_CASE("with_comment: the comment stands behind the statement, sorted and percent-encoded") {
    ORM_NEEDS_SESSION("prepared statements");
    watched_blog blog;
    orm::query_comment request;
    request.add("route", "/users/*/ '; drop table users --").add("app", "shop");
    const orm::database commented = blog.db.with_comment(request);
    CHECK(commented.select(users.id).from(users).all().empty());
    const std::string text = R"(select "id" from "users" /*app='shop',)"
                             "route='%2Fusers%2F%2A%2F%20%27%3B%20drop%20table%20users%20--'*/";
    CHECK(blog.log->events.back().sql == text);
    CHECK(blog.log->events.back().name.substr(0, 4) == "orm_");
    CHECK(blog.db.select(users.id).from(users).all().empty());
    CHECK(blog.log->events.back().sql == R"(select "id" from "users")");
}

TEST_CASE("with_comment: another text at the same address is another statement") {
    watched_blog blog;
    orm::query_comment request;
    for (const char* route : {"a", "b", "a"}) {
        request.add("route", route);
        blog.db.with_comment(request).select(users.id).from(users).all();
        CHECK(blog.log->events.back().sql.find(std::string("route='") + route) !=
              std::string::npos);
    }
}

TEST_CASE("with_comment: a trace's own comment is not prepared, and transactions carry it") {
    watched_blog blog;
    orm::query_comment request;
    request.add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    const bool found = blog.db.with_comment(request).transaction([](auto& tx) {
        tx.insert(users).values({.name = "Ann", .email = "a"}).execute();
        return tx.select().from(users).where(users.email == "a").first().has_value();
    });
    CHECK(found);
    const seen& select = blog.log->events[blog.log->events.size() - 3];
    CHECK(select.sql.find("/*traceparent='00-4bf") != std::string::npos);
    CHECK(select.name.empty());
    CHECK(blog.db.select().from(users).all().size() == 1);
}

TEST_CASE(
    "console logger: a line has duration, rows, SQL and caller; colours mark slow and failed") {
    orm::console_logger_options options;
    options.colour = orm::console_logger_options::colours::never;
    const orm::console_log plain(options);
    orm::query_event event;
    event.sql = "select 1";
    event.rows = 3;
    event.duration = std::chrono::microseconds(1240);
    CHECK(plain.line(event, false) == "   1.24 ms      3 rows  select 1");
    CHECK(plain.line(event, true) == "   1.24 ms SLOW      3 rows  select 1");
    orm::error_details failure;
    failure.message = "division by zero";
    failure.sqlstate = "22012";
    event.failure = &failure;
    CHECK(plain.line(event, false) ==
          "   1.24 ms  FAILED  select 1  division by zero SQLSTATE 22012");
    options.colour = orm::console_logger_options::colours::always;
    CHECK(orm::console_log(options).line(event, true).find("\033[31mFAILED") != std::string::npos);
}

TEST_CASE("console logger: values are shown only on request; only_slow keeps quiet otherwise") {
    orm_test::test_database server;
    server.run(blog_schema_sql);
    for (const bool shown : {false, true}) {
        std::FILE* const file = std::tmpfile();
        orm::connect_options options;
        options.on_query = orm::console_logger({.parameters = shown, .output = file});
        const orm::database db = orm::connect(server.url(), options);
        db.select(users.id).from(users).where(users.name == "secret" && users.age == 42).all();
        std::rewind(file);
        char text[4096] = {};
        const std::size_t size = std::fread(text, 1, sizeof text - 1, file);
        std::fclose(file);
        const std::string line(text, size);
        CHECK((line.find("[$1 = 'secret', $2 = 42]") != std::string::npos) == shown);
        CHECK((line.find("secret") != std::string::npos) == shown);
        CHECK(line.find("(observer_test.cpp:") != std::string::npos);
    }
    std::FILE* const file = std::tmpfile();
    orm::connect_options options;
    options.on_query = orm::console_logger(
        {.slow = std::chrono::milliseconds(30), .only_slow = true, .output = file});
    const orm::database db = orm::connect(server.url(), options);
    const postgres::lease lent(db.source(), postgres::execution_context());
    lent->execute("select 1", {}, {});
    CHECK(std::ftell(file) == 0);
    lent->execute("select pg_sleep(0.05)", {}, {});
    CHECK(std::ftell(file) > 0);
    std::fclose(file);
}
