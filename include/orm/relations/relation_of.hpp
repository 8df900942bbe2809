// SPDX-License-Identifier: MIT
// relation_of<posts, users>: the relation that a foreign key declares.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/relations/relation.hpp>
#include <orm/schema/constraints.hpp>

namespace orm {

namespace detail {

inline constexpr std::size_t max_foreign_key_width = 8;

/// The foreign keys of one table to another: how many, and the columns of the last one.
struct found_key {
    std::size_t count = 0;
    std::size_t width = 0;
    std::size_t columns[max_foreign_key_width] = {};
    std::size_t targets[max_foreign_key_width] = {};
};

template <class Constraint>
inline constexpr std::size_t foreign_key_width = 0;
template <std::size_t Count>
inline constexpr std::size_t foreign_key_width<foreign_key<Count>> = Count;

template <class Table>
constexpr std::size_t position_of_column(const char* name) {
    constexpr auto& names = traits_of<Table>::described::names;
    for (std::size_t i = 0; i < traits_of<Table>::width; ++i)
        if (is_same_name(names[i], name)) return i;
    return 0;
}

constexpr bool is_same_schema(const char* left, const char* right) {
    if (left == nullptr || right == nullptr) return left == right;
    return is_same_name(left, right);
}

template <const auto& From, const auto& To>
constexpr found_key find_foreign_key() {
    found_key found;
    constraints_of(From).for_each([&](const auto& constraint) {
        constexpr std::size_t width = foreign_key_width<std::remove_cvref_t<decltype(constraint)>>;
        if constexpr (width != 0) {
            if (!is_same_name(constraint.target_table, table_access::name(To)) ||
                !is_same_schema(constraint.target_schema, table_access::schema(To)))
                return;
            ++found.count;
            found.width = width;
            for (std::size_t i = 0; i < width; ++i) {
                found.columns[i] = position_of_column<decltype(From)>(constraint.columns[i]);
                found.targets[i] = position_of_column<decltype(To)>(constraint.target_columns[i]);
            }
        }
    });
    return found;
}

template <std::size_t At, class First, class... Rest>
constexpr const auto& argument_at(const First& first, const Rest&... rest) {
    if constexpr (At == 0) return first;
    else return argument_at<At - 1>(rest...);
}

template <const auto& Table, std::size_t At>
constexpr auto column_of_table() {
    using table = std::remove_cvref_t<decltype(Table)>;
    using columns = typename traits_of<table>::model::columns;
    return meta::bindings<traits_of<table>::width>::visit(
        static_cast<const columns&>(Table),
        [](const auto&... all) { return argument_at<At>(all...); });
}

/// The key of From that refers to To, and the key of To that it refers to.
template <const auto& From, const auto& To>
struct foreign_key_between {
    static constexpr found_key found = find_foreign_key<From, To>();

    template <std::size_t... At>
    static constexpr auto columns(std::index_sequence<At...>) {
        return orm::key_of(column_of_table<From, found.columns[At]>()...);
    }
    template <std::size_t... At>
    static constexpr auto targets(std::index_sequence<At...>) {
        return orm::key_of(column_of_table<To, found.targets[At]>()...);
    }
    static constexpr auto columns() { return columns(std::make_index_sequence<found.width>{}); }
    static constexpr auto targets() { return targets(std::make_index_sequence<found.width>{}); }
};

template <class Key>
inline constexpr bool is_unique_key = false;
template <class Column>
inline constexpr bool is_unique_key<column_key<Column>> = Column::is_unique;

template <const auto& From, const auto& To>
inline constexpr std::size_t keys_between =
    foreign_key_between<From, To>::found.count + foreign_key_between<To, From>::found.count;

/// Given where the rule has spoken: without a type, the compiler would speak once more.
struct no_relation {};

template <const auto& From, const auto& To, bool IsOne>
constexpr auto relation_by_foreign_key() {
    using forward = foreign_key_between<From, To>;
    using backward = foreign_key_between<To, From>;
    if constexpr (!IsOne) return no_relation{};
    else if constexpr (forward::found.count == 1)
        return one(forward::columns(), forward::targets()).held_by_foreign_key();
    else if constexpr (is_unique_key<decltype(backward::columns())>)
        return one(backward::targets(), backward::columns()).optional();
    else return many(backward::targets(), backward::columns());
}

}  // namespace detail

/// The relation that the only foreign key between two tables declares, in whichever table it stands.
///
///     inline constexpr auto post_author = orm::relation_of<posts, users>;  // one(posts.authorId, users.id)
///     inline constexpr auto user_posts = orm::relation_of<users, posts>;   // many(users.id, posts.authorId)
///
/// A foreign key on a unique column is a one() in both directions.
/// Rejects:  tables with no or with several foreign keys between them (one_foreign_key_between).
template <const auto& From, const auto& To>
inline constexpr auto relation_of = detail::relation_by_foreign_key<
    From, To, rule::one_foreign_key_between<detail::keys_between<From, To>>::holds>();

}  // namespace orm
