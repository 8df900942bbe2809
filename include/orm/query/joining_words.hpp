// SPDX-License-Identifier: MIT
// join() and its kin: the tables of a select behind the first.
#pragma once

#include <orm/query/from.hpp>
#include <orm/query/select_checks.hpp>

namespace orm {

namespace detail {

// The rules of a join: which of them a statement breaks, or rule::statement_is_complete.

template <class Statement, class Table>
using lateral_rule =
    table_rule<typename Statement::sources, typename parts_of<Table>::outer_models>;
template <class Statement, class Table>
using twice_rule = typename twice_check<typename Statement::sources, model_of<Table>>::rule;
template <class Statement, class Table, class Condition>
using join_rule =
    typename join_check<typename Statement::sources::template with<model_of<Table>, false>,
                        typename parts_of<Table>::outer_models, Condition>::rule;

}  // namespace detail

/// Methods of a select: further tables.
template <class Self>
struct joining_words {
    /// Rows of both sides that meet the condition.
    ///
    ///     orm::select(users.name, posts.title).from(users).join(posts, posts.authorId == users.id)
    ///     // select "users"."name", "posts"."title" from "users" join "posts" on ...
    ///
    /// A subquery that is correlated to tables before it is joined with `lateral`.
    /// Rejects:  a condition with other tables (column_not_in_from); a table twice (table_twice).
    template <table_like Table, class Condition>
    constexpr auto join(const Table& table, const Condition& on) const {
        static_cast<void>(detail::twice_rule<Self, Table>{});
        static_cast<void>(detail::join_rule<Self, Table, Condition>{});
        return self().joined(detail::add_join<detail::join_kind::inner>(self().from_, table, on));
    }

    /// All rows so far; the joined table's row becomes std::optional.
    template <table_like Table, class Condition>
    constexpr auto left_join(const Table& table, const Condition& on) const {
        static_cast<void>(detail::twice_rule<Self, Table>{});
        static_cast<void>(detail::join_rule<Self, Table, Condition>{});
        return self().joined(detail::add_join<detail::join_kind::left>(self().from_, table, on));
    }

    /// All rows of the joined table; every table before it becomes std::optional.
    template <table_like Table, class Condition>
    constexpr auto right_join(const Table& table, const Condition& on) const {
        static_cast<void>(detail::twice_rule<Self, Table>{});
        static_cast<void>(detail::join_rule<Self, Table, Condition>{});
        return self().joined(detail::add_join<detail::join_kind::right>(self().from_, table, on));
    }

    /// All rows of both; every table becomes std::optional.
    template <table_like Table, class Condition>
    constexpr auto full_join(const Table& table, const Condition& on) const {
        static_cast<void>(detail::twice_rule<Self, Table>{});
        static_cast<void>(detail::join_rule<Self, Table, Condition>{});
        return self().joined(detail::add_join<detail::join_kind::full>(self().from_, table, on));
    }

    /// Every row of both sides with every other: `cross join "posts"`.
    template <table_like Table>
    constexpr auto cross_join(const Table& table) const {
        static_cast<void>(detail::twice_rule<Self, Table>{});
        static_cast<void>(detail::lateral_rule<Self, Table>{});
        return self().joined(detail::add_source<detail::join_kind::cross>(self().from_, table,
                                                                          detail::no_condition));
    }

    /// A subquery for each row so far, which it may use: `join lateral (select ...) "latest" on true`.
    ///
    /// Takes:    a subquery that says correlate(users).
    /// Source:   PostgreSQL manual, "LATERAL Subqueries".
    template <table_like Table>
    constexpr auto join_lateral(const Table& table) const {
        static_cast<void>(detail::twice_rule<Self, Table>{});
        static_cast<void>(detail::lateral_rule<Self, Table>{});
        return self().joined(
            detail::add_source<detail::join_kind::inner>(self().from_, table, detail::on_true));
    }

    /// The same; rows for which the subquery gives nothing stay, with its row as std::optional.
    template <table_like Table>
    constexpr auto left_join_lateral(const Table& table) const {
        static_cast<void>(detail::twice_rule<Self, Table>{});
        static_cast<void>(detail::lateral_rule<Self, Table>{});
        return self().joined(
            detail::add_source<detail::join_kind::left>(self().from_, table, detail::on_true));
    }

    /// Lets a subquery use columns of a table of the statement around it. Comes after from().
    ///
    ///     orm::exists(orm::select(posts.id).from(posts).correlate(users).where(posts.authorId == users.id))
    ///     // exists (select "posts"."id" from "posts" where "posts"."author_id" = "users"."id")
    ///
    /// Rejects:  running it by itself (correlated_alone).
    template <table_like... Tables>
    constexpr auto correlate(const Tables&... tables) const {
        static_cast<void>(rule::select_without_from < Self::sources::size != 0 > {});
        (static_cast<void>(detail::twice_rule<Self, Tables>{}), ...);
        return self().joined(detail::correlate_from(self().from_, tables...));
    }

private:
    constexpr const Self& self() const { return static_cast<const Self&>(*this); }
};

}  // namespace orm
