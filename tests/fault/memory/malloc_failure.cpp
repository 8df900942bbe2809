// SPDX-License-Identifier: MIT
// C12: the k-th allocation of an operation fails, for k = 1 to 500, in our code and in libpq's: the operation
// ends with an exception or as it should, and the next one on the same handle is right.
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include <unistd.h>

#include <orm/driver/postgres/copy.hpp>
#include <orm/driver/postgres/transaction.hpp>
#include <orm/orm.hpp>

#include "support/blog_schema.hpp"
#include "support/database.hpp"

// The C library's own functions, by the names under which it exports them.
extern "C" {
void* __libc_malloc(std::size_t size);                     // NOLINT(bugprone-reserved-identifier)
void* __libc_calloc(std::size_t count, std::size_t size);  // NOLINT(bugprone-reserved-identifier)
void* __libc_realloc(void* old, std::size_t size);         // NOLINT(bugprone-reserved-identifier)
}

namespace {

/// Counts down in the thread that set it; 0 lets everything through.
thread_local int fails_at = 0;
/// How many fail one after the other: libpq asks for less when it cannot have much.
thread_local int failures_left = 0;

bool fails_now() {
    if (fails_at == 0) return false;
    if (fails_at > 1) return --fails_at == 0;
    if (--failures_left == 0) fails_at = 0;
    errno = ENOMEM;
    return true;
}

}  // namespace

// Functions of the program stand in for those of the C library, in libpq too.
extern "C" {
void* malloc(std::size_t size) { return fails_now() ? nullptr : __libc_malloc(size); }
void* calloc(std::size_t count, std::size_t size) {
    return fails_now() ? nullptr : __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) {
    return fails_now() ? nullptr : __libc_realloc(old, size);
}
}

namespace {

constexpr int deepest = 500;

/// libpq 15 forgets the end of a pipeline when it has no memory for it: the deadline is what ends the wait.
constexpr std::chrono::milliseconds patience{300};

using new_user = orm::insert_of<users>;

std::string url;

new_user person(int number) {
    return {.name = "a name too long for the small string's own room",
            .email = "e" + std::to_string(number)};
}

int next_number = 0;

void connect(const orm::database&) {
    const orm::database own = orm::connect(url, {.pool_size = 1, .statement_timeout = patience});
    // Both are prepared on the new connection.
    if (own.select(orm::count()).from(users).one() < 20) std::abort();
    if (own.select().from(users).where(users.id == 1).one().id != 1) std::abort();
}
void select(const orm::database& db) {
    for (const auto& [name, email] : db.select(users.name, users.email).from(users).limit(3).all())
        if (name.empty() || email.empty()) std::abort();
}
void refused(const orm::database& db) {
    try {
        db.insert(users).values({.id = 1, .name = "again", .email = "again"}).execute();
        std::abort();
    } catch (const orm::unique_violation&) {
    }
}
void transact(const orm::database& db) {
    db.transaction([](auto& tx) {
        tx.insert(users).values(person(++next_number)).execute();
        tx.transaction([](auto& inner) {
            inner.update(users).set({.age = 7}).where(users.id == 1).execute();
        });
    });
}
/// Three rows that are there together or not at all: they have one image.
std::vector<new_user> three_people() {
    std::vector<new_user> rows;
    const std::string image = std::to_string(++next_number);
    for (int i = 0; i < 3; ++i) {
        rows.push_back(person(++next_number));
        rows.back().name = "a long name of somebody who is one of three";
        rows.back().image = image;
    }
    return rows;
}
void insert_many(const orm::database& db) {
    const std::vector<new_user> rows = three_people();
    db.insert(users).values(rows).returning(users.id).all();
}
void copy(const orm::database& db) {
    const std::vector<new_user> rows = three_people();
    if (db.copy(users, rows) != 3) std::abort();
}
std::string many_lines() {
    std::string made;
    for (int i = 0; i < 20'000; ++i) made += "one line of many\n";
    return made;
}
const std::string lines = many_lines();

/// More than libpq's buffer holds at first: a piece that finds no room must not be left out.
void copy_large(const orm::database& db) {
    namespace postgres = orm::driver::postgres;
    const postgres::lease server(db.source(), {});
    postgres::transaction work(*server, {}, {});
    server->execute("savepoint start", {}, {});
    postgres::copy_in rows(*server, "lines", postgres::copy_format::text, {});
    rows.append_raw({lines.data(), lines.size()});
    const std::uint64_t copied = rows.finish();
    server->close();  // the next one has a small buffer again
    if (copied != 20'000) std::abort();
}
void batch(const orm::database& db) {
    const auto [few, count] = db.batch(orm::select(users.name).from(users).limit(2),
                                       orm::select(orm::count()).from(users));
    if (few.size() != 2 || count.at(0) < 2) std::abort();
}
void stream(const orm::database& db) {
    int seen = 0;
    for (const auto& name : db.select(users.name).from(users).limit(20).stream())
        seen += name.empty() ? 0 : 1;
    if (seen != 20) std::abort();
}

void everything(const orm::database& db) {
    for (int round = 0; round < 3; ++round) {
        connect(db);
        transact(db);
        copy(db);
        stream(db);
    }
}

struct scenario {
    const char* name;
    void (*run)(const orm::database&);
    int in_a_row = 1;
};

constexpr scenario scenarios[] = {{"connect", connect},
                                  {"select", select},
                                  {"refused", refused},
                                  {"transact", transact},
                                  {"insert_many", insert_many},
                                  {"copy", copy},
                                  {"copy_large", copy_large, 2},
                                  {"batch", batch},
                                  {"stream", stream},
                                  {"everything", everything}};

struct figures {
    int failed = 0;
    int finished = 0;
    int timeouts = 0;
    int wrong_afterwards = 0;
};

/// The handle must give the right answer once there is memory again: at most one use to find out that a
/// session is lost, none to hand out another one's answer.
bool is_usable(const orm::database& db, int number) {
    for (int attempt = 0; attempt < 2; ++attempt) {
        try {
            const auto mark = static_cast<std::int64_t>(number);
            return db.select(users.id + mark).from(users).where(users.id == 1).one() == mark + 1;
        } catch (const orm::connection_lost&) {
            if (attempt == 1) return false;
        }
    }
    return false;
}

void try_one(const scenario& one, const orm::database& db, int k, figures& found) {
    failures_left = one.in_a_row;
    fails_at = k;
    try {
        one.run(db);
        const bool was_reached = fails_at == 0;
        fails_at = 0;
        ++(was_reached ? found.failed : found.finished);
    } catch (const std::bad_alloc&) {
        ++found.failed;
    } catch (const orm::timeout&) {
        ++found.failed;
        ++found.timeouts;
    } catch (const orm::error&) {
        ++found.failed;
    }
    fails_at = 0;
    if (!is_usable(db, k)) {
        ++found.wrong_afterwards;
        std::printf("%s, allocation %d: the next statement was wrong\n", one.name, k);
    }
}

/// What the figures of all scenarios must be: each k did fail until the operation needed fewer, and nothing
/// was wrong afterwards.
bool report(const scenario& one, const figures& found) {
    std::printf(
        "FAULT | C12  | %s: %d failing allocations (k up to %d), %d ended by the deadline, "
        "%d wrong answers afterwards\n",
        one.name, found.failed, deepest, found.timeouts, found.wrong_afterwards);
    std::fflush(stdout);
    return found.failed > 0 && found.failed + found.finished == deepest &&
           found.wrong_afterwards == 0;
}

/// A write either happened or did not: the rows of one transaction are there together.
bool are_rows_whole(orm_test::plain_connection& server) {
    return server.value(
               "select count(*) from users where name like '%one of three' "
               "group by image having count(*) <> 3 union all select 0 limit 1") == "0";
}

void make_tables(orm_test::plain_connection& server) {
    server.run(
        "drop table if exists comments, posts, users, lines; create table lines (line text)");
    server.run(blog_schema_sql);
    server.run(
        "insert into users (id, name, email) select i, 'someone', i::text || '@' from "
        "generate_series(1, 30) i; alter table users alter id restart with 31");
}

}  // namespace

int main() {
    // A program that hangs says so, instead of waiting for the runner's patience.
    ::signal(SIGALRM, [](int) { ::_exit(3); });
    const char* given = std::getenv("DATABASE_URL");
    if (given == nullptr) return 2;
    url = given;
    orm_test::plain_connection server(url);
    make_tables(server);
    const orm::database db = orm::connect(url, {.pool_size = 2, .statement_timeout = patience});
    bool is_right = true;
    for (const scenario& one : scenarios) {
        ::alarm(120);
        figures found;
        for (int k = 1; k <= deepest; ++k) try_one(one, db, k, found);
        is_right = report(one, found) && is_right;
    }
    is_right = are_rows_whole(server) && is_right;
    return is_right ? 0 : 1;
}
