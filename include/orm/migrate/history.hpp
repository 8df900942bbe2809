// SPDX-License-Identifier: MIT
// The SQL around the tracking table: Drizzle's own, and the one beside it that knows more.
#pragma once

#include <string>
#include <string_view>

#include <orm/core/config.hpp>
#include <orm/migrate/migration_error.hpp>
#include <orm/sql/quote.hpp>

namespace orm::migration {

template <class = void>
class basic_history_sql;
using history_sql = basic_history_sql<>;

/// Names and statements of one tracking table. All names are quoted; all functions are qualified, so
/// that no schema of the application can put its own in their place.
template <class>
class basic_history_sql {
public:
    /// Throws:   invalid_identifier for names that PostgreSQL would refuse or cut.
    basic_history_sql(const std::string& schema, const std::string& table)
        : lock_name_("orm.migrate " + schema + "." + table),
          schema_(lexical::quoted_identifier(schema)),
          table_(schema_ + '.' + lexical::quoted_identifier(table)),
          progress_table_(schema_ + '.' + lexical::quoted_identifier(table + "_orm")) {}

    /// What the advisory lock's key is made of. Advisory locks belong to one database already.
    const std::string& lock_name() const { return lock_name_; }
    const std::string& schema() const { return schema_; }
    const std::string& table() const { return table_; }
    const std::string& progress_table() const { return progress_table_; }

    /// One round trip that parses the journal, hashes the files and reads the history.
    ///
    /// Takes:    $1 journal or NULL, $2 the files' bytes.
    /// Wire:     (kind, number, a, b, c, d), all text but the number.
    std::string inspect(bool table_exists) const {
        std::string text =
            "with journal as materialized (select pg_catalog.json_extract_path($1::text::json,"
            " 'entries') as entries)"
            " select 'session' as kind, 0::int8 as number, pg_catalog.pg_backend_pid()::text as a,"
            " pg_catalog.pg_is_in_recovery()::text as b,"
            " pg_catalog.json_typeof(j.entries) as c, null as d from journal as j"
            " union all "
            "select 'journal', e.position, e.tag, e.\"when\", null, null from journal as j,"
            " rows from (pg_catalog.json_to_recordset(j.entries) as (tag text, \"when\" text))"
            " with ordinality as e(tag, \"when\", position)"
            " union all "
            "select 'file', f.position, null, null,"
            " pg_catalog.encode(pg_catalog.sha256(f.bytes), 'hex'), null"
            " from pg_catalog.unnest($2::bytea[]) with ordinality as f(bytes, position)";
        if (table_exists) text += " union all " + rows();
        return text;
    }

    /// The history alone, in the shape of inspect().
    ///
    /// Drizzle 0.45 has no columns name and applied_at: an unqualified name that the table lacks means
    /// the column of `absent`.
    std::string rows() const {
        return "select 'row', t.id, t.name, t.created_at, t.hash, t.applied_at"
               " from (select null::text as name, null::text as applied_at) as absent,"
               " lateral (select id::int8 as id, name::text as name, created_at::text as "
               "created_at,"
               " hash::text as hash, applied_at::text as applied_at from " +
               table_ + ") as t";
    }

    /// Takes:    $1 schema, $2 table, $3 progress table, all quoted.
    /// Wire:     five booleans as text: schema, table, its column "name", progress table exist; the
    ///           table has the columns of a history.
    static std::string what_exists() {
        return "select (pg_catalog.to_regnamespace($1) is not null)::text,"
               " (pg_catalog.to_regclass($2) is not null)::text,"
               " exists (select from pg_catalog.pg_attribute as a where a.attrelid"
               " operator(pg_catalog.=) pg_catalog.to_regclass($2)::pg_catalog.oid"
               " and a.attname operator(pg_catalog.=) 'name' and not a.attisdropped)::text,"
               " (pg_catalog.to_regclass($3) is not null)::text,"
               " (select pg_catalog.count(*) operator(pg_catalog.=) 3 from"
               " pg_catalog.pg_attribute as a where a.attrelid"
               " operator(pg_catalog.=) pg_catalog.to_regclass($2)::pg_catalog.oid"
               " and ((a.attname operator(pg_catalog.=) 'id' and a.atttypid"
               " operator(pg_catalog.=) any ('{20,21,23}'::pg_catalog.oid[]))"
               " or (a.attname operator(pg_catalog.=) 'hash' and a.atttypid"
               " operator(pg_catalog.=) any ('{25,1043}'::pg_catalog.oid[]))"
               " or (a.attname operator(pg_catalog.=) 'created_at' and a.atttypid"
               " operator(pg_catalog.=) 20::pg_catalog.oid)))::text";
    }

    std::string create_schema() const { return "create schema if not exists " + schema_; }

    /// Column by column what Drizzle creates: 0.45 without, 1.0 with names.
    std::string create_table(bool with_names) const {
        return "create table if not exists " + table_ +
               " (id serial primary key, hash text not null, created_at bigint" +
               (with_names ? ", name text, applied_at timestamp with time zone default now())"
                           : ")");
    }

    /// Rows from before keep a NULL in applied_at, as Drizzle's own upgrade leaves them.
    std::string add_name_columns() const {
        return "alter table " + table_ +
               " add column name text, add column applied_at timestamp with time zone,"
               " alter column applied_at set default now()";
    }

    /// Takes:    $1 name, $2 id.
    std::string fill_name() const {
        return "update " + table_ +
               " set name = $1 where id operator(pg_catalog.=) $2::int8 and name is null";
    }

    /// Takes:    $1 hash, $2 created_at, $3 name if with_name.
    std::string insert_row(bool with_name) const {
        return "insert into " + table_ +
               (with_name ? " (hash, created_at, name) values ($1, $2, $3)"
                          : " (hash, created_at) values ($1, $2)");
    }

    /// Takes:    $1 id.
    std::string delete_row() const {
        return "delete from " + table_ + " where id operator(pg_catalog.=) $1::int8";
    }

    /// Takes:    $1 hash, $2 id.
    std::string update_hash() const {
        return "update " + table_ + " set hash = $1 where id operator(pg_catalog.=) $2::int8";
    }

    std::string create_progress_table() const {
        return "create table if not exists " + progress_table_ +
               " (name text primary key, created_at bigint not null,"
               " statements_done integer not null default 0,"
               " done_hash text,"
               " is_running boolean not null default false,"
               " started_at timestamp with time zone not null default pg_catalog.clock_timestamp(),"
               " finished_at timestamp with time zone,"
               " duration_ms bigint,"
               " batch bigint,"
               " plain_hash text,"
               " applied_by text not null default session_user,"
               " application text default pg_catalog.current_setting('application_name'))";
    }

    std::string drop_progress_table() const { return "drop table " + progress_table_; }

    /// Takes:    $1 name, $2 created_at, $3 statements done, $4 is running, $5 hash of what ran.
    std::string save_progress() const {
        return "insert into " + progress_table_ +
               " as p (name, created_at, statements_done, is_running, done_hash)"
               " values ($1, $2, $3::int8, $4::text::bool, $5)"
               " on conflict (name) do update set statements_done = excluded.statements_done,"
               " is_running = excluded.is_running, done_hash = excluded.done_hash,"
               " finished_at = null";
    }

    /// Wire:     (name, statements_done, done_hash, is_running, is finished), text.
    std::string progress() const {
        return "select p.name, p.statements_done::text, p.done_hash, p.is_running::text,"
               " (p.finished_at is not null)::text from " +
               progress_table_ + " as p";
    }

    /// Takes:    $1 name.
    std::string forget_progress() const {
        return "delete from " + progress_table_ + " where name operator(pg_catalog.=) $1";
    }

    /// Takes:    $1 name.
    std::string forget_unfinished() const { return forget_progress() + " and finished_at is null"; }

    /// Takes:    $1 name, $2 created_at, $3 duration in ms, $4 batch, $5 the plain text.
    std::string save_finished() const {
        return "insert into " + progress_table_ +
               " as p (name, created_at, duration_ms, batch, plain_hash, finished_at, started_at)"
               " values ($1, $2, $3::int8, $4::int8,"
               " pg_catalog.encode(pg_catalog.sha256($5::bytea), 'hex'),"
               " pg_catalog.clock_timestamp(), pg_catalog.clock_timestamp()"
               " operator(pg_catalog.-) pg_catalog.make_interval(secs => $3::int8::float8"
               " operator(pg_catalog./) 1000))"
               " on conflict (name) do update set duration_ms = excluded.duration_ms,"
               " batch = excluded.batch, plain_hash = excluded.plain_hash,"
               " finished_at = excluded.finished_at, is_running = false";
    }

    std::string next_batch() const {
        return "select (coalesce(pg_catalog.max(batch), 0) operator(pg_catalog.+) 1)::text from " +
               progress_table_;
    }

    std::string size_of_last_batch() const {
        return "select pg_catalog.count(*)::text from " + progress_table_ +
               " where batch operator(pg_catalog.=) (select pg_catalog.max(batch) from " +
               progress_table_ + ")";
    }

    /// Wire:     (name, finished_at, duration_ms, batch, applied_by), text.
    std::string history() const {
        return "select p.name, p.finished_at::text, p.duration_ms::text, p.batch::text, "
               "p.applied_by"
               " from " +
               progress_table_ + " as p";
    }

private:
    std::string lock_name_;
    std::string schema_;
    std::string table_;
    std::string progress_table_;
};

namespace detail {

template <class = void>
ORM_COLD [[noreturn]] void fail_no_history(const history_sql& sql, source_location where) {
    fail(
        sql.table() +
            " is no history of migrations: it lacks one of the columns id (integer), hash (text) and "
            "created_at (bigint)",
        {}, where,
        "another tool may own it; choose another place with migrate_options::schema and "
        "migrate_options::table");
}

ORM_COLD [[noreturn]] inline void fail_no_progress(const history_sql& sql, source_location where) {
    fail(sql.progress_table() +
             " is not the table that belongs beside the history: it lacks columns",
         {}, where, "rename or drop it; it is made again when a migration needs it");
}

}  // namespace detail
}  // namespace orm::migration
