// SPDX-License-Identifier: MIT
// The words that start or run a statement: shared by databases and transactions.
#pragma once

#include <cstdint>
#include <utility>

#include <orm/query/change.hpp>
#include <orm/query/insert.hpp>
#include <orm/query/select.hpp>
#include <orm/query/view.hpp>
#include <orm/query/with.hpp>
#include <orm/session/batch.hpp>
#include <orm/session/copy.hpp>
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
        static_cast<void>(detail::list_placement_rule<Items...>{});
        return detail::start_select(where_to_run(), items...);
    }

    template <detail::selectable... Items>
    auto select_distinct(const Items&... items) const {
        static_cast<void>(detail::list_placement_rule<Items...>{});
        return detail::start_distinct(where_to_run(), items...);
    }

    /// How many rows a table has, or how many of them a condition holds for.
    ///
    ///     std::int64_t adults = db.count(users, users.age >= 18);
    ///     // select count(*) from "user" where "user"."age" >= $1
    ///
    /// Rejects:  what where() rejects.
    /// Cost:     PostgreSQL reads every row, or an index; `n_live_tup` of pg_stat_user_tables is an estimate
    ///           for nothing.
    template <table_like Table>
    std::int64_t count(const Table& table,
                       source_location where = source_location::current()) const {
        return detail::start_select(where_to_run(), orm::count()).from(table).one(where);
    }
    template <table_like Table, class Condition>
    std::int64_t count(const Table& table, const Condition& condition,
                       source_location where = source_location::current()) const {
        using check =
            detail::where_check<sources<source<detail::model_of<Table>, false>>, Condition>;
        static_cast<void>(typename check::rule{});
        if constexpr (check::holds)
            return detail::start_select(where_to_run(), orm::count())
                .from(table)
                .where(condition)
                .one(where);
        else return 0;
    }

    /// `db.find(users).with(user_posts).all()`: rows with their related rows; include orm/relations.hpp.
    template <table_like Table>
    auto find(const Table& table) const {
        return start_find(where_to_run(), table);
    }

    /// `db.create(users, {...}).with(user_posts, {{...}, {...}}).one()`: a row and rows that refer to it, in
    /// one transaction; include orm/relations.hpp.
    template <table_like Table>
    auto create(const Table& table, typename detail::traits_of<Table>::insert row) const {
        return start_create(where_to_run(), table, std::move(row));
    }

    /// `db.insert(users).values({.id = "u1", ...}).execute()`.
    template <table_like Table>
    auto insert(const Table& table) const {
        static_cast<void>(detail::insert_target_rule<Table>{});
        return detail::start_insert(where_to_run(), table);
    }

    /// `db.update(users).set({.name = "Bob"}).where(users.id == "u1").execute()`.
    template <table_like Table>
    auto update(const Table& table) const {
        static_cast<void>(detail::change_target_rule<Table>{});
        return detail::start_change<detail::change_kind::update>(where_to_run(), table);
    }

    /// `db.delete_from(users).where(users.id == "u1").execute()`.
    template <table_like Table>
    auto delete_from(const Table& table) const {
        static_cast<void>(detail::change_target_rule<Table>{});
        return detail::start_change<detail::change_kind::remove>(where_to_run(), table);
    }

    /// Starts a statement with common table expressions: `db.with(totals).select().from(totals)`.
    template <detail::with_table... Tables>
    auto with(const Tables&... tables) const {
        return detail::start_with(where_to_run(), tables...);
    }

    /// `db.refresh(stats).execute()`, or `db.refresh(stats).concurrently().execute()`.
    template <view_like View>
    auto refresh(const View& view) const {
        return detail::start_refresh(where_to_run(), view);
    }

    /// Runs a statement that was built without a database.
    template <class Statement>
    auto all(const Statement& statement, source_location where = source_location::current()) const {
        static_cast<void>(detail::whole_rule<Statement>{});
        return fetch_all(where_to_run(), statement, where);
    }
    template <class Statement>
    auto first(const Statement& statement,
               source_location where = source_location::current()) const {
        static_cast<void>(detail::whole_rule<Statement>{});
        return fetch_first(where_to_run(), statement, where);
    }
    template <class Statement>
    auto one(const Statement& statement, source_location where = source_location::current()) const {
        static_cast<void>(detail::whole_rule<Statement>{});
        return fetch_one(where_to_run(), statement, where);
    }
    template <class Statement>
    auto stream(const Statement& statement,
                source_location where = source_location::current()) const {
        static_cast<void>(detail::whole_rule<Statement>{});
        return open_stream(where_to_run(), statement, where);
    }
    template <class Statement>
    auto execute(const Statement& statement,
                 source_location where = source_location::current()) const {
        static_cast<void>(detail::whole_rule<Statement>{});
        return execute_statement(where_to_run(), statement, where);
    }

    /// Sends all statements at once and reads all their answers: one round trip.
    ///
    ///     auto [ann, posts, changed] = db.batch(
    ///         orm::select().from(users).where(users.id == 1),         // std::vector<User>
    ///         orm::select().from(posts).where(posts.authorId == 1),   // std::vector<Post>
    ///         orm::update(users).set({.name = "Ann"}).where(users.id == 1));  // rows changed
    ///
    /// Takes:    statements with or without a database; they all run on this one.
    /// Gives:    std::tuple with a vector of rows for each that gives rows, else the rows changed.
    /// Throws:   the first failure; its message says which statement of the batch, query() its SQL.
    ///           Outside a transaction the batch is one: then nothing of it has happened. No statement
    ///           sees what happens between the others, but read committed gives each its own snapshot.
    template <class S1>
    auto batch(const S1& first, source_location where = source_location::current()) const {
        return detail::run_batch(where_to_run(), where, first);
    }
    template <class S1, class S2>
    auto batch(const S1& first, const S2& second,
               source_location where = source_location::current()) const {
        return detail::run_batch(where_to_run(), where, first, second);
    }
    template <class S1, class S2, class S3>
    auto batch(const S1& first, const S2& second, const S3& third,
               source_location where = source_location::current()) const {
        return detail::run_batch(where_to_run(), where, first, second, third);
    }
    template <class S1, class S2, class S3, class S4>
    auto batch(const S1& first, const S2& second, const S3& third, const S4& fourth,
               source_location where = source_location::current()) const {
        return detail::run_batch(where_to_run(), where, first, second, third, fourth);
    }
    template <class S1, class S2, class S3, class S4, class S5>
    auto batch(const S1& first, const S2& second, const S3& third, const S4& fourth,
               const S5& fifth, source_location where = source_location::current()) const {
        return detail::run_batch(where_to_run(), where, first, second, third, fourth, fifth);
    }
    template <class S1, class S2, class S3, class S4, class S5, class S6>
    auto batch(const S1& first, const S2& second, const S3& third, const S4& fourth,
               const S5& fifth, const S6& sixth,
               source_location where = source_location::current()) const {
        return detail::run_batch(where_to_run(), where, first, second, third, fourth, fifth, sixth);
    }
    /// More than six: the errors then know the statement, not the caller's line.
    template <class... Statements>
        requires(sizeof...(Statements) > 6)
    auto batch(const Statements&... statements) const {
        return detail::run_batch(where_to_run(), source_location(), statements...);
    }

    /// The same for any number of like statements. Gives a vector of their results.
    template <class Statement>
    auto batch(const std::vector<Statement>& statements,
               source_location where = source_location::current()) const {
        return detail::run_batch(where_to_run(), where, statements);
    }

    /// Inserts the rows of a range by COPY in the binary format: the fastest way into a table.
    ///
    ///     std::vector<NewUser> people = ...;
    ///     db.copy(users, people);      // copy "users" ("name", "email") from stdin (format binary)
    ///
    /// Takes:    any range of insert_of<users>, read once, so a lazy one of any length too. All rows give
    ///           the columns that the first gives; nullable columns without default may vary.
    /// Gives:    the number of rows.
    /// Throws:   unique_violation and the like, invalid_value; then nothing was copied. Defaults of the
    ///           client apply; ON CONFLICT does not exist here.
    /// Source:   PostgreSQL manual, COPY.
    template <table_like Table, class Rows>
    std::uint64_t copy(const Table& table, const Rows& rows,
                       source_location where = source_location::current()) const {
        return copy_rows(where_to_run(), table, rows, where);
    }

    /// Writes a table, or the rows of a statement without values, to a function or a file.
    ///
    ///     db.copy_out(users, orm::copy_format::csv, stdout);
    ///     db.copy_out(orm::select(users.name).from(users), orm::copy_format::text,
    ///                 [&](std::string_view line) { ... });
    ///
    /// Gives:    the number of rows. Throws what the function throws.
    template <class Source>
    std::uint64_t copy_out(const Source& source, copy_format format, const copy_sink& sink,
                           source_location where = source_location::current()) const {
        return copy_to(where_to_run(), source, format, sink, where);
    }
    template <class Source>
    std::uint64_t copy_out(const Source& source, copy_format format, std::FILE* file,
                           source_location where = source_location::current()) const {
        return copy_to(where_to_run(), source, format, detail::file_sink(file, where), where);
    }

    /// Reads a table from a function or a file, in text or CSV (with a line of names) as the server reads
    /// it: all columns, in the order of the declaration.
    ///
    ///     db.copy_in(users, orm::copy_format::csv, file);
    ///
    /// Gives:    the number of rows.
    template <table_like Table>
    std::uint64_t copy_in(const Table& table, copy_format format, const copy_source& source,
                          source_location where = source_location::current()) const {
        return detail::copy_from_source(where_to_run(), detail::target_of(table), format, source,
                                        where);
    }
    template <table_like Table>
    std::uint64_t copy_in(const Table& table, copy_format format, std::FILE* file,
                          source_location where = source_location::current()) const {
        return copy_in(table, format, detail::file_source(file, where), where);
    }

    /// A query with named parameters, to be called any number of times: see prepared_query.
    template <class Statement>
    auto prepare(const Statement& statement,
                 source_location where = source_location::current()) const {
        static_cast<void>(detail::whole_rule<Statement>{});
        return prepared_query<Statement>(where_to_run(), statement, where);
    }

private:
    orm::session where_to_run() const { return static_cast<const Self&>(*this).current_session(); }
};

}  // namespace orm
