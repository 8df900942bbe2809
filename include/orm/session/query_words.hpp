// SPDX-License-Identifier: MIT
// The words that start or run a statement: shared by databases and transactions.
#pragma once

#include <orm/query/change.hpp>
#include <orm/query/insert.hpp>
#include <orm/query/select.hpp>
#include <orm/query/with.hpp>
#include <orm/session/prepared.hpp>
#include <orm/session/run.hpp>
#include <orm/session/stream.hpp>

namespace orm {

/// The words that a database and a transaction share.
template <class Self>
class query_words {
public:
    /// `db.select(users.id, users.name).from(users).all()`.
    template <detail::selectable... Items>
    auto select(const Items&... items) const {
        return detail::start_select(where_to_run(), items...);
    }

    template <detail::selectable... Items>
    auto select_distinct(const Items&... items) const {
        return detail::start_distinct(where_to_run(), items...);
    }

    /// `db.insert(users).values({.id = "u1", ...}).execute()`.
    template <table_like Table>
    auto insert(const Table& table) const {
        return detail::start_insert(where_to_run(), table);
    }

    /// `db.update(users).set({.name = "Bob"}).where(users.id == "u1").execute()`.
    template <table_like Table>
    auto update(const Table& table) const {
        return detail::start_change<detail::change_kind::update>(where_to_run(), table);
    }

    /// `db.delete_from(users).where(users.id == "u1").execute()`.
    template <table_like Table>
    auto delete_from(const Table& table) const {
        return detail::start_change<detail::change_kind::remove>(where_to_run(), table);
    }

    /// Starts a statement with common table expressions: `db.with(totals).select().from(totals)`.
    template <detail::with_table... Tables>
    auto with(const Tables&... tables) const {
        return detail::start_with(where_to_run(), tables...);
    }

    /// Runs a statement that was built without a database.
    template <class Statement>
    auto all(const Statement& statement, source_location where = source_location::current()) const {
        return fetch_all(where_to_run(), statement, where);
    }
    template <class Statement>
    auto first(const Statement& statement,
               source_location where = source_location::current()) const {
        return fetch_first(where_to_run(), statement, where);
    }
    template <class Statement>
    auto one(const Statement& statement, source_location where = source_location::current()) const {
        return fetch_one(where_to_run(), statement, where);
    }
    template <class Statement>
    auto stream(const Statement& statement,
                source_location where = source_location::current()) const {
        return open_stream(where_to_run(), statement, where);
    }
    template <class Statement>
    auto execute(const Statement& statement,
                 source_location where = source_location::current()) const {
        return execute_statement(where_to_run(), statement, where);
    }

    /// A query with named parameters, to be called any number of times: see prepared_query.
    template <class Statement>
    auto prepare(const Statement& statement,
                 source_location where = source_location::current()) const {
        static_cast<void>(Statement::check_complete());
        return prepared_query<Statement>(where_to_run(), statement, where);
    }

private:
    orm::session where_to_run() const { return static_cast<const Self&>(*this).current_session(); }
};

}  // namespace orm
