// SPDX-License-Identifier: MIT
// Indexes that a table declares.
#pragma once

#include <orm/core/config.hpp>
#include <orm/expr/logic.hpp>
#include <orm/expr/order.hpp>
#include <orm/schema/schema_sql.hpp>
#include <orm/schema/table.hpp>

namespace orm {

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

}  // namespace orm
