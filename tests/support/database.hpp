// SPDX-License-Identifier: MIT
// A fresh database for one test, made and dropped with libpq alone, so that it can test the driver too; in
// pooler mode the library reaches it through pgbouncer.
#pragma once

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <libpq-fe.h>
#include <unistd.h>

namespace orm_test {

/// The superuser's URL of the private cluster.
///
/// Throws:   std::runtime_error when ORM_TEST_DATABASE_URL is not set.
inline std::string cluster_url() {
    if (const char* url = std::getenv("ORM_TEST_DATABASE_URL")) return url;
    throw std::runtime_error(
        "ORM_TEST_DATABASE_URL is not set; run `scripts/test`, or `scripts/postgres start` and set "
        "it "
        "to what `scripts/postgres url` prints");
}

/// The pooler's URL when the suite runs through one (C14), else nullptr.
inline const char* pooler_url() { return std::getenv("ORM_TEST_POOLER_URL"); }

/// `postgresql://user@host:1/old?x=y` with `name` in the place of `old`.
inline std::string with_database(const std::string& url, std::string_view name) {
    const auto authority = url.find("://");
    const auto begin_of_path = url.find('/', authority == std::string::npos ? 0 : authority + 3);
    const auto begin_of_options = url.find('?');
    const std::string options =
        begin_of_options == std::string::npos ? "" : url.substr(begin_of_options);
    const auto end_of_authority =
        begin_of_path < begin_of_options ? begin_of_path : begin_of_options;
    return url.substr(0, end_of_authority) + "/" + std::string(name) + options;
}

/// The same database without the pooler, for libpq, psql and pg_dump.
inline std::string without_pooler(const std::string& url) {
    if (pooler_url() == nullptr || url.find("pgbouncer=true") == std::string::npos) return url;
    const auto begin = url.rfind('/') + 1;
    return with_database(cluster_url(), url.substr(begin, url.find('?') - begin));
}

/// The URL with one more option.
inline std::string with_option(const std::string& url, const std::string& option) {
    return url + (url.find('?') == std::string::npos ? "?" : "&") + option;
}

/// Rows as text, NULL as "NULL". For arranging and asserting, never the thing under test.
using text_rows = std::vector<std::vector<std::string>>;

/// A plain libpq connection for the parts of a test that are not about the library; never pooled.
class plain_connection {
public:
    explicit plain_connection(const std::string& url)
        : handle_(PQconnectdb(without_pooler(url).c_str())) {
        if (PQstatus(handle_.get()) != CONNECTION_OK) throw std::runtime_error(last_error());
        PQsetNoticeProcessor(handle_.get(), [](void*, const char*) {}, nullptr);
    }

    /// Runs one or many statements.
    ///
    /// Gives:    the rows of the last statement.
    /// Throws:   std::runtime_error with the server's message and the SQL text.
    text_rows run(const std::string& sql) {
        const result_handle result(PQexec(handle_.get(), sql.c_str()));
        const auto status = PQresultStatus(result.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY)
            throw std::runtime_error(last_error() + "in: " + sql);
        text_rows rows;
        for (int row = 0; row < PQntuples(result.get()); ++row)
            rows.push_back(read_row(result.get(), row));
        return rows;
    }

    /// The first column of the first row; throws when there is no row.
    std::string value(const std::string& sql) { return run(sql).at(0).at(0); }

    PGconn* handle() { return handle_.get(); }

private:
    struct finish {
        void operator()(PGconn* connection) const { PQfinish(connection); }
    };
    struct clear {
        void operator()(PGresult* result) const { PQclear(result); }
    };
    using result_handle = std::unique_ptr<PGresult, clear>;

    static std::vector<std::string> read_row(const PGresult* result, int row) {
        std::vector<std::string> cells;
        for (int column = 0; column < PQnfields(result); ++column) {
            const bool is_null = PQgetisnull(result, row, column) != 0;
            cells.emplace_back(is_null ? "NULL" : PQgetvalue(result, row, column));
        }
        return cells;
    }

    std::string last_error() const { return PQerrorMessage(handle_.get()); }

    std::unique_ptr<PGconn, finish> handle_;
};

/// A new, empty database; dropped at the end of the scope, with whoever is still connected to it.
///
///     orm_test::test_database database;
///     database.run("create table t (a int)");
///     auto db = orm::connect(database.url());
class test_database {
public:
    test_database()
        : name_(unique_name()),
          url_(with_database(pooler_url() != nullptr ? pooler_url() : cluster_url(), name_)) {
        plain_connection(cluster_url()).run("create database " + name_);
    }
    test_database(const test_database&) = delete;
    test_database& operator=(const test_database&) = delete;

    ~test_database() {
        plain_.reset();
        try {
            plain_connection(cluster_url()).run("drop database " + name_ + " with (force)");
        } catch (const std::exception&) {
            // The cluster is thrown away anyway; a test must not die of tidying up.
        }
    }

    /// For the library; in pooler mode through the pooler.
    const std::string& url() const { return url_; }

    /// For other programs, and for what needs a session of its own.
    std::string direct_url() const { return without_pooler(url_); }
    const std::string& name() const { return name_; }

    /// As plain_connection, on this database; one connection that stays open.
    text_rows run(const std::string& sql) { return plain().run(sql); }
    std::string value(const std::string& sql) { return plain().value(sql); }

private:
    plain_connection& plain() {
        if (!plain_) plain_ = std::make_unique<plain_connection>(url_);
        return *plain_;
    }

    static std::string unique_name() {
        static std::atomic<int> count{0};
        return "orm_test_" + std::to_string(getpid()) + "_" + std::to_string(++count);
    }

    std::string name_;
    std::string url_;
    std::unique_ptr<plain_connection> plain_;
};

}  // namespace orm_test

/// Leaves a test that is about the session itself, when there is none: behind a pooler in transaction mode.
/// The pooler run counts these lines. Takes: reason, the feature of the session that the test is about.
#define ORM_NEEDS_SESSION(reason)                                                                  \
    do {                                                                                           \
        if (::orm_test::pooler_url() == nullptr) break;                                            \
        std::printf("SESSION: %s (%s:%d)\n", reason, __FILE__, __LINE__);                          \
        std::fflush(stdout);                                                                       \
        SUCCEED("needs a session");                                                                \
        return;                                                                                    \
    } while (false)
