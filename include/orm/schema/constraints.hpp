// SPDX-License-Identifier: MIT
// What a table says beyond its columns: keys, unique constraints, indexes, checks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/expr/logic.hpp>
#include <orm/expr/order.hpp>
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

/// The columns of a composite foreign key, before references().
template <class... Columns>
struct foreign_key_start {
    column_names<sizeof...(Columns)> columns;

    template <class First, class... Others>
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

    constexpr primary_key_constraint named(identifier given) const {
        return {columns, given.c_str()};
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

    /// Two NULLs are a conflict. PostgreSQL 15 and later.
    constexpr unique_constraint nulls_not_distinct() const { return {columns, false, name}; }
    constexpr unique_constraint named(identifier given) const {
        return {columns, has_distinct_nulls, given.c_str()};
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
    return check_constraint<decltype(expression)>{name.c_str(), std::move(expression)};
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
    return index_items<decltype(item), decltype(others)>{std::move(item), std::move(others)};
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

    /// Only rows that meet the condition are in the index.
    template <operand_like Condition>
    constexpr auto where(const Condition& condition) const {
        auto expression = condition.as_expression();
        return table_index<Items, decltype(expression)>{
            items, std::move(expression), name, method, is_unique, is_concurrent};
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
};

/// `orm::index(t.authorId, orm::desc(t.createdAt)).where(t.published == true).concurrently()`.
template <operand_like... Items>
constexpr auto index(const Items&... items) {
    auto made = detail::make_index_items(items...);
    return table_index<decltype(made), detail::no_predicate>{std::move(made), {}};
}

/// `orm::unique_index(t.email)`.
template <operand_like... Items>
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
    return detail::constraint_list<First, decltype(others)>{first, std::move(others)};
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
