// SPDX-License-Identifier: MIT
// The only two ways to the database: reading that leaves no trace, and writing that was asked for.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>

#include <orm/driver/postgres/connection_source.hpp>
#include <orm/driver/postgres/transaction.hpp>
#include <orm/studio/json_text.hpp>
#include <orm/studio/running.hpp>
#include <orm/studio/text_values.hpp>

namespace orm::studio {

namespace postgres = driver::postgres;

/// How long a statement of the page may take; of the console, and exact counts, longer.
inline constexpr std::chrono::seconds page_timeout{20};
inline constexpr std::chrono::seconds console_timeout{300};

/// Who the studio is on the server.
struct identity {
    std::string database;
    std::string user;
    std::string version;
    std::string reader;  ///< the role that reads: one that may only read, or the user itself
    bool is_superuser = false;
};

/// One transaction in which statements run.
class session {
public:
    session(postgres::connection& server, std::chrono::seconds timeout)
        : server_(server), timeout_(timeout) {}

    /// Takes:    sql made by the studio, or of the console after its checks; results come as text.
    postgres::result run(std::string_view sql, const text_values& values = {}) {
        return server_.execute(sql, values.view(), context(), postgres::value_format::text);
    }

    /// The one value of the one row.
    std::string value(std::string_view sql, const text_values& values = {}) {
        const postgres::result rows = run(sql, values);
        return rows.row_count() == 0 ? std::string() : std::string(text_at(rows, 0, 0));
    }

    postgres::connection& connection() { return server_; }
    postgres::execution_context context() const {
        return {postgres::deadline::in(timeout_), source_location{}};
    }

private:
    postgres::connection& server_;
    std::chrono::seconds timeout_;
};

/// Thread:   any; each call takes a connection of its own.
class access {
public:
    access(postgres::connection_source& source, bool may_write)
        : source_(source), may_write_(may_write), who_(ask_who()) {
        if (may_write_) who_.reader = who_.user;
    }

    bool may_write() const { return may_write_; }
    const identity& who() const { return who_; }
    running_statements& running() { return running_; }
    postgres::connection_source& source() { return source_; }

    /// Runs function(session&) in a read-only transaction, as the reading role, and rolls it back
    /// whatever happened: PostgreSQL's READ ONLY lets some functions write, the rollback does not.
    template <class Function>
    auto read(Function function, std::chrono::seconds timeout = page_timeout,
              const std::string& name = {}) {
        const postgres::lease server(source_, {postgres::deadline::in(timeout), source_location{}});
        const clean_slate after(*server);
        session talk(*server, timeout);
        const postgres::transaction scope(
            *server, {postgres::isolation_level::server_default, true, false}, talk.context());
        settle(talk, who_.reader == who_.user ? std::string() : who_.reader, timeout);
        const running_statements::entry here(running_, name, *server);
        return function(talk);
    }

    /// Runs function(session&) as the user in a transaction, committed when it returns true.
    ///
    /// Throws:   refusal 403 without `--write`.
    template <class Function>
    void write(Function function, std::chrono::seconds timeout = page_timeout,
               const std::string& name = {}) {
        require_write();
        const postgres::lease server(source_, {postgres::deadline::in(timeout), source_location{}});
        const clean_slate after(*server);
        session talk(*server, timeout);
        postgres::transaction scope(*server, {}, talk.context());
        settle(talk, {}, timeout);
        const running_statements::entry here(running_, name, *server);
        if (function(talk)) scope.commit(talk.context());
    }

    /// Runs function(session&) outside of a transaction, for what PostgreSQL refuses inside one.
    template <class Function>
    void write_freely(Function function, std::chrono::seconds timeout, const std::string& name) {
        require_write();
        const postgres::lease server(source_, {postgres::deadline::in(timeout), source_location{}});
        const clean_slate after(*server);
        session talk(*server, timeout);
        const running_statements::entry here(running_, name, *server);
        function(talk);
    }

    void require_write() const {
        if (!may_write_)
            throw refusal(403, "the studio is read-only; start it with --write to change data");
    }

private:
    /// Whatever a statement left in the session is gone before the next one: locks and settings too.
    class clean_slate {
    public:
        explicit clean_slate(postgres::connection& server) : server_(server) {}
        clean_slate(const clean_slate&) = delete;
        clean_slate& operator=(const clean_slate&) = delete;
        ~clean_slate() {
            if (server_.status() == postgres::transaction_status::idle)
                server_.set_session_changed(true);
            else server_.session_link().mark_broken();
        }

    private:
        postgres::connection& server_;
    };

    /// Output that does not depend on the database's settings, and the role that may read only.
    /// It is a query on purpose: after it the server refuses SET TRANSACTION READ WRITE.
    static void settle(session& talk, const std::string& role, std::chrono::seconds timeout) {
        text_values values;
        std::string sql =
            "select pg_catalog.set_config('datestyle', 'ISO, YMD', true), "
            "pg_catalog.set_config('intervalstyle', 'postgres', true), "
            "pg_catalog.set_config('extra_float_digits', '1', true), "
            "pg_catalog.set_config('bytea_output', 'hex', true), "
            "pg_catalog.set_config('standard_conforming_strings', 'on', true), "
            "pg_catalog.set_config('lock_timeout', '5s', true), "
            "pg_catalog.set_config('statement_timeout', " +
            values.add(std::to_string(timeout.count()) + "s") + ", true)";
        if (!role.empty()) sql += ", pg_catalog.set_config('role', " + values.add(role) + ", true)";
        talk.run(sql, values);
    }

    identity ask_who() {
        const postgres::lease server(source_,
                                     {postgres::deadline::in(page_timeout), source_location{}});
        session talk(*server, page_timeout);
        const postgres::result row = talk.run(
            "select current_database(), session_user, current_setting('server_version'), "
            "(select rolsuper from pg_roles where rolname = session_user), "
            "(select rolname from pg_roles where rolname = 'pg_read_all_data' "
            "and pg_has_role(session_user, oid, 'member'))");
        identity found;
        found.database = text_at(row, 0, 0);
        found.user = text_at(row, 0, 1);
        found.version = text_at(row, 0, 2);
        found.is_superuser = text_at(row, 0, 3) == "t";
        found.reader = row.is_null(0, 4) ? found.user : std::string(text_at(row, 0, 4));
        return found;
    }

    postgres::connection_source& source_;
    bool may_write_;
    running_statements running_;
    identity who_;
};

}  // namespace orm::studio
