// SPDX-License-Identifier: MIT
// What a table says beyond its columns: keys, unique constraints, indexes, checks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/expr/order.hpp>
#include <orm/schema/schema_sql.hpp>
#include <orm/schema/table.hpp>

namespace orm {

/// What happens to referencing rows. Source: PostgreSQL manual, "Foreign Keys".
enum class referential_action : std::uint8_t {
    no_action,
    restrict_,
    cascade,
    set_null,
    set_default
};

/// `orm::on_delete::cascade`.
struct on_delete {
    referential_action action;

    static const on_delete no_action, restrict_, cascade, set_null, set_default;
};
inline constexpr on_delete on_delete::no_action{referential_action::no_action};
inline constexpr on_delete on_delete::restrict_{referential_action::restrict_};
inline constexpr on_delete on_delete::cascade{referential_action::cascade};
inline constexpr on_delete on_delete::set_null{referential_action::set_null};
inline constexpr on_delete on_delete::set_default{referential_action::set_default};

/// `orm::on_update::cascade`.
struct on_update {
    referential_action action;

    static const on_update no_action, restrict_, cascade, set_null, set_default;
};
inline constexpr on_update on_update::no_action{referential_action::no_action};
inline constexpr on_update on_update::restrict_{referential_action::restrict_};
inline constexpr on_update on_update::cascade{referential_action::cascade};
inline constexpr on_update on_update::set_null{referential_action::set_null};
inline constexpr on_update on_update::set_default{referential_action::set_default};

/// When a constraint is checked. Source: PostgreSQL manual, SET CONSTRAINTS.
enum class constraint_timing : std::uint8_t {
    not_deferrable,
    initially_immediate,
    initially_deferred
};

/// Names of columns, in order.
template <std::size_t Count>
using column_names = std::array<const char*, Count>;

/// `foreign key ("author_id") references "user" ("id") on delete cascade`.
template <std::size_t Count>
struct foreign_key {
    column_names<Count> columns{};
    const char* target_schema = nullptr;
    const char* target_table = nullptr;
    column_names<Count> target_columns{};
    referential_action deleted = referential_action::no_action;
    referential_action updated = referential_action::no_action;
    const char* name = nullptr;
    constraint_timing timing = constraint_timing::not_deferrable;
    bool is_match_full = false;
    bool is_validated = true;

    /// `deferrable`: a transaction may ask for the check at its end.
    constexpr foreign_key deferrable() const {
        foreign_key copy = *this;
        copy.timing = constraint_timing::initially_immediate;
        return copy;
    }
    /// `deferrable initially deferred`: checked at the end of each transaction.
    constexpr foreign_key initially_deferred() const {
        foreign_key copy = *this;
        copy.timing = constraint_timing::initially_deferred;
        return copy;
    }
    /// `match full`: all columns are NULL, or none.
    constexpr foreign_key match_full() const {
        foreign_key copy = *this;
        copy.is_match_full = true;
        return copy;
    }
    /// `not valid`: rows that were there before are not checked.
    constexpr foreign_key not_valid() const {
        foreign_key copy = *this;
        copy.is_validated = false;
        return copy;
    }
    constexpr foreign_key named(identifier given) const {
        foreign_key copy = *this;
        copy.name = given.c_str();
        return copy;
    }
    constexpr foreign_key with(on_delete rule) const {
        foreign_key copy = *this;
        copy.deleted = rule.action;
        return copy;
    }
    constexpr foreign_key with(on_update rule) const {
        foreign_key copy = *this;
        copy.updated = rule.action;
        return copy;
    }
};

namespace rule {

/// Rule: both ends of a reference have one SQL type.
template <class Column, class Target, bool Holds>
struct referenced_types {
    static_assert(Holds,
                  "orm: references() joins two columns of different SQL types. Give both the same "
                  "type; a serial is an integer, a bigserial a bigint.");
    static constexpr bool holds = Holds;
};

}  // namespace rule

namespace detail {

template <class Left, class Right>
inline constexpr bool same_reference_type =
    std::is_same_v<value_t<typename Left::sql_type>, value_t<typename Right::sql_type>>;

}  // namespace detail

/// `t.authorId.references(users.id, orm::on_delete::cascade)`.
template <column_like Column, column_like Target, class... Actions>
constexpr auto make_foreign_key(const Column& column, const Target& target, Actions... actions) {
    static_cast<void>(
        rule::referenced_types<Column, Target, detail::same_reference_type<Column, Target>>{});
    foreign_key<1> made{
        {column.column_name}, target.schema_name, target.table_name, {target.column_name}};
    ((made = made.with(actions)), ...);
    return made;
}

/// A table by its name, for references to tables that are declared later, or not at all.
struct named_table {
    const char* schema;
    const char* name;
};

/// `orm::table_named("users")`.
constexpr named_table table_named(identifier name) { return {nullptr, name.c_str()}; }
/// `orm::table_named("auth", "users")`.
constexpr named_table table_named(identifier schema, identifier name) {
    return {schema.c_str(), name.c_str()};
}

/// The columns of a composite foreign key, before references().
template <class... Columns>
struct foreign_key_start {
    column_names<sizeof...(Columns)> columns;

    /// `orm::foreign_key_of(t.leadId).references(orm::table_named("users"), "id")`, for two tables that
    /// reference each other.
    template <std::size_t... Lengths>
    constexpr auto references(named_table target, const char (&... names)[Lengths]) const {
        static_assert(sizeof...(Columns) == sizeof...(Lengths),
                      "orm: a foreign key names as many columns as it references.");
        static_assert(((Lengths <= lexical::max_identifier_bytes + 1) && ...),
                      "orm: a column name is longer than 63 bytes, which PostgreSQL would cut.");
        return foreign_key<sizeof...(Columns)>{columns, target.schema, target.name, {names...}};
    }

    template <column_like First, column_like... Others>
    constexpr auto references(const First& first, const Others&... others) const {
        static_assert(sizeof...(Columns) == 1 + sizeof...(Others),
                      "orm: a foreign key names as many columns as it references.");
        return foreign_key<sizeof...(Columns)>{columns,
                                               first.schema_name,
                                               first.table_name,
                                               {first.column_name, others.column_name...}};
    }
};

/// `orm::foreign_key_of(t.a, t.b).references(other.a, other.b)`.
template <column_like... Columns>
constexpr auto foreign_key_of(const Columns&... columns) {
    return foreign_key_start<Columns...>{{columns.column_name...}};
}

/// `primary key ("a", "b")`.
template <std::size_t Count>
struct primary_key_constraint {
    column_names<Count> columns{};
    const char* name = nullptr;
    column_list included{};
    constraint_timing timing = constraint_timing::not_deferrable;

    constexpr primary_key_constraint named(identifier given) const {
        return {columns, given.c_str(), included, timing};
    }
    /// `include ("c")`: columns that the index carries besides its key.
    template <column_like... Included>
    constexpr primary_key_constraint include(const Included&... carried) const {
        return {columns, name, column_list::of(carried...), timing};
    }
    constexpr primary_key_constraint deferrable() const {
        return {columns, name, included, constraint_timing::initially_immediate};
    }
    constexpr primary_key_constraint initially_deferred() const {
        return {columns, name, included, constraint_timing::initially_deferred};
    }
};

template <column_like... Columns>
constexpr auto primary_key_of(const Columns&... columns) {
    return primary_key_constraint<sizeof...(Columns)>{{columns.column_name...}};
}

/// `unique ("a", "b")`.
template <std::size_t Count>
struct unique_constraint {
    column_names<Count> columns{};
    bool has_distinct_nulls = true;
    const char* name = nullptr;

    column_list included{};
    constraint_timing timing = constraint_timing::not_deferrable;

    /// Two NULLs are a conflict. PostgreSQL 15 and later.
    constexpr unique_constraint nulls_not_distinct() const {
        return {columns, false, name, included, timing};
    }
    constexpr unique_constraint named(identifier given) const {
        return {columns, has_distinct_nulls, given.c_str(), included, timing};
    }
    /// `include ("c")`: columns that the index carries besides its key.
    template <column_like... Included>
    constexpr unique_constraint include(const Included&... carried) const {
        return {columns, has_distinct_nulls, name, column_list::of(carried...), timing};
    }
    constexpr unique_constraint deferrable() const {
        return {columns, has_distinct_nulls, name, included,
                constraint_timing::initially_immediate};
    }
    constexpr unique_constraint initially_deferred() const {
        return {columns, has_distinct_nulls, name, included, constraint_timing::initially_deferred};
    }
};

template <column_like... Columns>
constexpr auto unique_of(const Columns&... columns) {
    return unique_constraint<sizeof...(Columns)>{{columns.column_name...}};
}

/// `check (length("title") > 0)`.
template <class Condition>
struct check_constraint {
    const char* name;
    Condition condition;
};

/// A named condition on each row: `orm::check("age_is_positive", t.age >= 0)`.
template <operand_like Condition>
constexpr auto check(identifier name, const Condition& condition) {
    auto expression = condition.as_expression();
    return check_constraint<decltype(expression)>{name.c_str(), ORM_PASS(expression)};
}

namespace detail {

/// The items of an index: expressions with their directions.
template <class First, class Rest>
struct index_items {
    First first;
    [[no_unique_address]] Rest rest;
};
struct no_index_items {};

constexpr no_index_items make_index_items() { return {}; }
template <class First, class... Rest>
constexpr auto make_index_items(const First& first, const Rest&... rest) {
    auto item = order_item(first);
    auto others = make_index_items(rest...);
    return index_items<decltype(item), decltype(others)>{ORM_PASS(item), ORM_PASS(others)};
}

/// An index on all rows.
struct no_predicate {};

}  // namespace detail

/// `create index "posts_author_id_index" on "posts" ("author_id", "created_at" desc) where ...`.
///
/// Source:   PostgreSQL manual, CREATE INDEX.
template <class Items, class Predicate>
struct table_index {
    Items items;
    [[no_unique_address]] Predicate predicate;
    const char* name = nullptr;
    const char* method = nullptr;
    bool is_unique = false;
    bool is_concurrent = false;
    bool has_distinct_nulls = true;
    column_list included{};
    const char* storage = nullptr;

    /// Only rows that meet the condition are in the index.
    template <operand_like Condition>
    constexpr auto where(const Condition& condition) const {
        auto expression = condition.as_expression();
        return with_predicate(ORM_PASS(expression));
    }
    /// The same in SQL: `.where("deleted_at is null")`.
    constexpr auto where(schema_sql condition) const { return with_predicate(condition); }
    /// Two NULLs are a conflict. PostgreSQL 15 and later.
    constexpr table_index nulls_not_distinct() const {
        table_index copy = *this;
        copy.has_distinct_nulls = false;
        return copy;
    }
    /// `include ("c")`: columns that the index carries besides its keys.
    template <column_like... Included>
    constexpr table_index include(const Included&... carried) const {
        table_index copy = *this;
        copy.included = column_list::of(carried...);
        return copy;
    }
    /// `with (...)`: `.storage_parameters("m = 16, ef_construction = 64")`.
    constexpr table_index storage_parameters(schema_sql given) const {
        table_index copy = *this;
        copy.storage = given.c_str();
        return copy;
    }
    constexpr table_index named(identifier given) const {
        table_index copy = *this;
        copy.name = given.c_str();
        return copy;
    }
    /// btree, hash, gin, gist, brin, ...
    constexpr table_index using_method(identifier given) const {
        table_index copy = *this;
        copy.method = given.c_str();
        return copy;
    }
    constexpr table_index unique() const {
        table_index copy = *this;
        copy.is_unique = true;
        return copy;
    }
    /// Migrations build the index without blocking writers, outside of a transaction.
    constexpr table_index concurrently() const {
        table_index copy = *this;
        copy.is_concurrent = true;
        return copy;
    }

private:
    template <class Condition>
    constexpr auto with_predicate(Condition condition) const {
        return table_index<Items, Condition>{
            items,         ORM_PASS(condition), name,     method, is_unique,
            is_concurrent, has_distinct_nulls,  included, storage};
    }
};

/// `orm::index(t.authorId, orm::desc(t.createdAt)).where(t.published == true).concurrently()`.
template <index_item... Items>
constexpr auto index(const Items&... items) {
    auto made = detail::make_index_items(items...);
    return table_index<decltype(made), detail::no_predicate>{ORM_PASS(made), {}};
}

/// `orm::unique_index(t.email)`.
template <index_item... Items>
constexpr auto unique_index(const Items&... items) {
    return index(items...).unique();
}

namespace detail {

template <class First, class Rest>
struct constraint_list {
    First first;
    [[no_unique_address]] Rest rest;

    static constexpr std::size_t size = 1 + Rest::size;

    /// Calls use(constraint) for each, in order.
    template <class Use>
    constexpr void for_each(Use&& use) const {
        use(first);
        rest.for_each(use);
    }
};

struct no_more_constraints {
    static constexpr std::size_t size = 0;
    template <class Use>
    constexpr void for_each(Use&&) const {}
};

}  // namespace detail

/// What the lambda of orm::table<...>() gives.
constexpr auto constraints() { return detail::no_more_constraints{}; }
template <class First, class... Rest>
constexpr auto constraints(const First& first, const Rest&... rest) {
    auto others = constraints(rest...);
    return detail::constraint_list<First, decltype(others)>{first, ORM_PASS(others)};
}

/// The constraints that a table's lambda declares. Asks it now, so all tables that it names are known.
template <table_like Table>
constexpr auto constraints_of(const Table& table) {
    const auto& declared = detail::table_access::constraints(table);
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(declared)>, no_constraints>)
        return constraints();
    else return declared(table);
}

}  // namespace orm
