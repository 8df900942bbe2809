// SPDX-License-Identifier: MIT
#include <sys/wait.h>

#include <thread>

#include "driver_fixture.hpp"
#include "support/catch.hpp"

using namespace orm_test;
using postgres::connection;
using postgres::deadline;
using postgres::result;
using postgres::transaction_status;

TEST_CASE("connection: runs a statement with parameters and gives binary rows") {
    const test_database database;
    connection server = open(database.url());
    const result rows = server.execute("select $1::int4 + 1 as next, null::text, 'a'::text",
                                       text_parameters{"41"}, here());
    REQUIRE(rows.row_count() == 1);
    REQUIRE(rows.column_count() == 3);
    CHECK(rows.column_name(0) == "next");
    CHECK(rows.column_oid(0) == 23);
    CHECK(rows.column_is_binary(0));
    CHECK(int_at(rows, 0, 0) == 42);
    CHECK(rows.is_null(0, 1));
    CHECK(text_at(rows, 0, 2) == "a");
}

TEST_CASE("connection: counts affected rows and shows the command tag") {
    const test_database database;
    connection server = open(database.url());
    server.execute("create table t (a int)", {}, here());
    const result inserted =
        server.execute("insert into t select generate_series(1, 7)", {}, here());
    CHECK(inserted.affected_rows() == 7);
    CHECK(inserted.command_tag() == "INSERT 0 7");
}

TEST_CASE("connection: an error carries what the server knows of it") {
    const test_database database;
    connection server = open(database.url());
    server.execute("create table t (a int constraint t_a_key unique, b int not null)", {}, here());
    server.execute("insert into t values (1, 1)", {}, here());
    try {
        server.execute("insert into t values ($1, 1)", text_parameters{"1"}, here());
        FAIL("the server took a duplicate");
    } catch (const orm::unique_violation& refused) {
        CHECK(refused.sqlstate() == "23505");
        CHECK(refused.table() == "t");
        CHECK(refused.constraint() == "t_a_key");
        CHECK(refused.schema() == "public");
        CHECK(refused.query() == "insert into t values ($1, 1)");
        CHECK_THAT(refused.detail(), contains_text("(a)=(1)"));
        CHECK_THAT(refused.what(), !contains_text("(a)=(1)"));
        CHECK_THAT(refused.where().file_name(), contains_text("connection_test.cpp"));
    }
    CHECK_THROWS_AS(server.execute("insert into t values (2, null)", {}, here()),
                    orm::not_null_violation);
    CHECK(server.is_usable());
}

TEST_CASE("connection: each SQLSTATE has its leaf type") {
    const test_database database;
    connection server = open(database.url());
    const auto raise = [&](const std::string& code) {
        server.execute("do $$ begin raise exception using errcode = '" + code + "'; end $$", {},
                       here());
    };
    CHECK_THROWS_AS(raise("23503"), orm::foreign_key_violation);
    CHECK_THROWS_AS(raise("23514"), orm::check_violation);
    CHECK_THROWS_AS(raise("40001"), orm::serialization_failure);
    CHECK_THROWS_AS(raise("40P01"), orm::serialization_failure);
    CHECK_THROWS_AS(raise("57014"), orm::timeout);
    CHECK_THROWS_AS(raise("22012"), orm::error);
    CHECK(server.is_usable());
}

TEST_CASE("connection: the extended protocol refuses two statements in one text") {
    const test_database database;
    connection server = open(database.url());
    CHECK_THROWS_WITH(server.execute("select 1; drop table t", {}, here()),
                      contains_text("cannot insert multiple commands"));
}

TEST_CASE("connection: NUL in SQL text is refused before anything is sent") {
    const test_database database;
    connection server = open(database.url());
    CHECK_THROWS_AS(server.execute(std::string_view("select 1\0; x", 12), {}, here()),
                    orm::invalid_value);
    CHECK(server.is_usable());
}

TEST_CASE("connection: 65536 parameters are refused, 65535 are not") {
    const test_database database;
    connection server = open(database.url());
    const std::vector<const char*> values(65'536, nullptr);
    const std::vector<int> lengths(65'536, 0);
    const std::vector<Oid> types(65'536, 23);
    postgres::parameters many{65'536, types.data(), values.data(), lengths.data(), nullptr};
    CHECK_THROWS_AS(server.execute("select 1", many, here()), orm::invalid_value);
    many.count = 65'535;
    CHECK_NOTHROW(server.execute("select 1", many, here()));
}

TEST_CASE("checked_length: what PostgreSQL cannot take never reaches libpq") {
    CHECK(postgres::checked_length(5) == 5);
    CHECK_THROWS_AS(postgres::checked_length((1ULL << 32U) + 5), orm::invalid_value);
    CHECK_THROWS_AS(postgres::checked_length(0x3fff'ff01), orm::invalid_value);
    const int half = 0x2000'0000;
    const int lengths[] = {half, half};
    const char* values[] = {"", ""};
    CHECK_THROWS_AS(postgres::check_limits({2, nullptr, values, lengths, nullptr}),
                    orm::invalid_value);
}

TEST_CASE("connection: transaction status follows the server") {
    const test_database database;
    connection server = open(database.url());
    CHECK(server.status() == transaction_status::idle);
    server.execute_constant("begin", here());
    CHECK(server.status() == transaction_status::in_transaction);
    CHECK_THROWS(server.execute("select 1/0", {}, here()));
    CHECK(server.status() == transaction_status::in_failed_transaction);
    server.execute_constant("rollback", here());
    CHECK(server.status() == transaction_status::idle);
}

TEST_CASE("connection: COPY through execute() is refused and leaves a usable or closed session") {
    const test_database database;
    connection server = open(database.url());
    server.execute("create table t (a int)", {}, here());
    CHECK_THROWS_WITH(server.execute("copy t from stdin", {}, here()),
                      contains_text("COPY FROM STDIN needs the copy functions"));
    CHECK(server.is_usable());
    CHECK_THROWS_WITH(server.execute("copy t to stdout", {}, here()),
                      contains_text("COPY TO STDOUT needs the copy functions"));
    CHECK_FALSE(server.is_usable());
    CHECK_THROWS_AS(server.execute("select 1", {}, here()), orm::connection_lost);
}

TEST_CASE("connection: notices reach the handler and nothing is printed") {
    const test_database database;
    std::vector<std::string> heard;
    auto options = postgres::parse_url(database.url());
    options.notice_context = &heard;
    options.on_notice = [](void* context, const postgres::notice& said) {
        static_cast<std::vector<std::string>*>(context)->push_back(said.message);
    };
    connection first = postgres::connect(options, here());
    connection server = std::move(first);  // the handler survives a move
    server.execute("do $$ begin raise notice 'hello'; end $$", {}, here());
    CHECK(heard == std::vector<std::string>{"hello"});
}

TEST_CASE("connection: a terminated backend is a lost connection, at once and afterwards") {
    ORM_NEEDS_SESSION("the process that serves the session");
    test_database database;
    connection server = open(database.url());
    database.run("select pg_terminate_backend(" + std::to_string(server.backend_process_id()) +
                 ")");
    CHECK_THROWS_AS(server.execute("select 1", {}, here()), orm::connection_lost);
    CHECK_FALSE(server.is_usable());
    CHECK_THROWS_AS(server.execute("select 1", {}, here()), orm::connection_lost);
}

TEST_CASE("connection: a deadline ends a statement and the session survives the cancel") {
    const test_database database;
    connection server;
    const auto run_out = [&] {
        server = open(database.url());
        CHECK_THROWS_AS(server.execute("select pg_sleep(30)", {},
                                       {deadline::in(std::chrono::milliseconds(200))}),
                        orm::timeout);
    };
    const auto elapsed = shortest_time(run_out, std::chrono::milliseconds(350));
    CHECK(elapsed >= std::chrono::milliseconds(200));
    CHECK(elapsed < std::chrono::milliseconds(350));
    if (server.is_usable()) {
        for (int i = 0; i < 20; ++i) CHECK(server.execute("select 1", {}, here()).row_count() == 1);
    }
}

TEST_CASE("connection: the connection's own timeout holds where no deadline is given") {
    const test_database database;
    auto options = postgres::parse_url(database.url());
    options.statement_timeout = std::chrono::milliseconds(100);
    connection server = postgres::connect(options, here());
    CHECK_THROWS_AS(server.execute("select pg_sleep(30)", {}, {}), orm::timeout);
}

TEST_CASE("connection: a second thread is refused while an operation is under way") {
    const test_database database;
    connection server = open(database.url());
    std::thread other([&] { server.execute("select pg_sleep(0.5)", {}, here()); });
    while (!server.is_busy()) std::this_thread::yield();
    CHECK_THROWS_WITH(server.execute("select 1", {}, here()),
                      contains_text("busy with the operation that started at"));
    other.join();
    CHECK(server.execute("select 1", {}, here()).row_count() == 1);
}

TEST_CASE("connection: a forked child can neither use nor end the parent's session") {
    const test_database database;
    connection server = open(database.url());
    const pid_t child = fork();
    if (child == 0) {
        int verdict = 1;
        try {
            server.execute("select 1", {}, here());
        } catch (const orm::forked_connection&) {
            verdict = 0;
        } catch (...) {
            verdict = 2;
        }
        server.close();
        _exit(verdict);
    }
    int status = 0;
    waitpid(child, &status, 0);
    CHECK(WEXITSTATUS(status) == 0);
    CHECK(server.execute("select 1", {}, here()).row_count() == 1);
}

TEST_CASE("connection: reports the server's version, settings and process") {
    ORM_NEEDS_SESSION("the process that serves the session");
    test_database database;
    connection server = open(database.url());
    CHECK(server.server_version() >= 130000);
    CHECK(server.parameter_status("client_encoding") == "UTF8");
    CHECK(database.value("select count(*) from pg_stat_activity where pid = " +
                         std::to_string(server.backend_process_id())) == "1");
}
