// SPDX-License-Identifier: MIT
// The parts of constraints and indexes that are said in SQL: conditions, keys, lists of columns.
#pragma once

#include <cstddef>

#include <orm/schema/column.hpp>
#include <orm/schema/table.hpp>

namespace orm {

/// SQL of a schema, written as it stands: a literal, never text of the running program.
class schema_sql {
public:
    template <std::size_t Length>
    // NOLINTNEXTLINE(google-explicit-constructor): a literal is the SQL.
    consteval schema_sql(const char (&text)[Length]) : text_(text) {}

    constexpr const char* c_str() const { return text_; }

private:
    const char* text_;
};

/// Names of columns, as many as PostgreSQL takes in one key.
struct column_list {
    const char* names[32] = {};
    std::size_t count = 0;

    template <column_like... Columns>
    static constexpr column_list of(const Columns&... columns) {
        static_assert(sizeof...(Columns) <= 32, "orm: PostgreSQL takes at most 32 columns here.");
        return {{columns.column_name...}, sizeof...(Columns)};
    }
};

/// One key of an index with all that CREATE INDEX can say of it.
///
///     orm::index(orm::key(t.email).operator_class("text_pattern_ops").desc())
///     orm::unique_index(orm::key("lower(email)"))
///
/// Source:   PostgreSQL manual, CREATE INDEX.
struct index_key {
    const char* column = nullptr;
    const char* expression = nullptr;
    const char* operator_class_name = nullptr;
    const char* collation = nullptr;
    bool is_descending = false;
    bool has_nulls_first = false;

    /// Descending, NULLs first.
    constexpr index_key desc() const {
        index_key copy = *this;
        copy.is_descending = copy.has_nulls_first = true;
        return copy;
    }
    constexpr index_key nulls_first() const {
        index_key copy = *this;
        copy.has_nulls_first = true;
        return copy;
    }
    constexpr index_key nulls_last() const {
        index_key copy = *this;
        copy.has_nulls_first = false;
        return copy;
    }
    constexpr index_key operator_class(identifier given) const {
        index_key copy = *this;
        copy.operator_class_name = given.c_str();
        return copy;
    }
    /// Takes SQL: `"C"` in its quotes, or `pg_catalog."C"`.
    constexpr index_key collate(schema_sql given) const {
        index_key copy = *this;
        copy.collation = given.c_str();
        return copy;
    }

    constexpr const index_key& as_expression() const { return *this; }
};

template <column_like Column>
constexpr index_key key(const Column& column) {
    index_key made;
    made.column = column.column_name;
    return made;
}
/// An expression, without the parentheses around it.
constexpr index_key key(schema_sql expression) {
    index_key made;
    made.expression = expression.c_str();
    return made;
}

/// What an index may list.
template <class Type> concept index_item = operand_like<Type> || std::is_same_v<Type, index_key>;

/// `check (length(title) > 0)`, in SQL.
struct sql_check_constraint {
    const char* name;
    const char* condition;
    bool is_inherited = true;
    bool is_validated = true;

    constexpr sql_check_constraint no_inherit() const {
        return {name, condition, false, is_validated};
    }
    /// Rows that were there before are not checked.
    constexpr sql_check_constraint not_valid() const {
        return {name, condition, is_inherited, false};
    }
};

/// `orm::check("title_not_empty", "length(title) > 0")`.
constexpr sql_check_constraint check(identifier name, schema_sql condition) {
    return {name.c_str(), condition.c_str()};
}

/// `constraint "no_overlap" exclude using gist (room with =, during with &&)`.
struct exclusion_constraint {
    const char* name;
    const char* definition;
};

/// `orm::exclusion("no_overlap", "EXCLUDE USING gist (room WITH =, during WITH &&)")`.
/// Source:   PostgreSQL manual, CREATE TABLE, "EXCLUDE".
constexpr exclusion_constraint exclusion(identifier name, schema_sql definition) {
    return {name.c_str(), definition.c_str()};
}

/// `comment on table "users" is '...'`.
struct table_comment {
    const char* text;
};

/// Among the constraints of a table: `orm::comment_on_table("One row for each person.")`.
constexpr table_comment comment_on_table(schema_sql text) { return {text.c_str()}; }

}  // namespace orm
