// SPDX-License-Identifier: MIT
// update and delete_from: which rows, what to write, what to give back.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/query/assignments.hpp>
#include <orm/query/conditions.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/returning.hpp>
#include <orm/query/runnable.hpp>

namespace orm {

namespace detail {

/// `set "name" = $1`.
template <class Table>
struct set_clause {
    using info = void;
    static constexpr detail::place place = detail::place::set;

    typename Table::update patch;

    void visit(outline& statement) const {
        statement.run(" set ");
        with_fields<client_on_update, Table>(patch, [&](const field_row& row) {
            visit_assignments(row, touched_columns<typename Table::columns>, statement);
        });
    }
};

/// Says that every row is meant.
struct all_rows_clause {
    using info = void;
    static constexpr detail::place place = detail::place::all_rows;

    constexpr void visit(outline&) const {}
};

/// update writes, delete does not.
enum class change_kind { update, remove };

}  // namespace detail

/// An update or a delete of one table. Immutable: each method gives a new statement.
///
/// Rejects:  running it without where() and without all_rows() (every_row_by_accident).
template <detail::change_kind Kind, class Session, class Table, class Clauses>
class change_statement
    : public std::conditional_t<Clauses::template has<detail::place::returning>,
                                runnable_rows<change_statement<Kind, Session, Table, Clauses>>,
                                runnable_count<change_statement<Kind, Session, Table, Clauses>>> {
    using place = detail::place;
    static constexpr bool is_update = Kind == detail::change_kind::update;

public:
    using session_type = detail::session_of<Session>;
    using sources = orm::sources<source<typename Table::model, false>>;

    /// The C++ row of returning(), and the shape that it is read from.
    struct result {
        using returned =
            detail::returned_row<typename Clauses::template info<place::returning, void>, sources>;
        using row = typename returned::type;
        using shape = typename returned::shape;
    };

    constexpr change_statement(Session session, const token& target, const token& columns,
                               Clauses clauses)
        : session_(session), target_(target), columns_(columns), clauses_(std::move(clauses)) {}

    /// The columns to write: `.set({.name = "Bob", .visits = users.visits + 1})`.
    constexpr auto set(typename Table::update patch) const
        requires is_update
    {
        static_cast<void>(rule::clause_twice<detail::place_name<place::set>,
                                             !Clauses::template has<place::set>>{});
        return appended(detail::set_clause<Table>{std::move(patch)});
    }

    /// Adds a condition; several calls are joined with AND.
    template <operand_like Condition>
    constexpr auto where(const Condition& condition) const {
        using check = detail::where_check<sources, Condition>;
        using missing =
            detail::missing_table<sources, typename detail::facts_of<Condition>::tables>;
        static_cast<void>(rule::condition_is_boolean<Condition, check::is_boolean>{});
        static_cast<void>(rule::aggregate_in_where<check::has_no_aggregate>{});
        static_cast<void>(rule::column_not_in_from<missing, std::is_void_v<missing>>{});
        if constexpr (check::holds) return appended(detail::make_where(condition.as_expression()));
        else return *this;
    }

    /// Every row of the table is meant.
    constexpr auto all_rows() const { return appended(detail::all_rows_clause{}); }

    /// Rows of what was changed; without items, whole rows of the table.
    template <detail::selectable... Items>
    constexpr auto returning(const Items&... items) const {
        using missing =
            detail::missing_table<sources, typename detail::list_grouping<detail::shape<
                                               decltype(detail::item_of<Items>())...>>::tables>;
        static_cast<void>(rule::column_not_in_from<missing, std::is_void_v<missing>>{});
        return appended(detail::returning_clause<Table>(columns_, items...));
    }

    constexpr const session_type& session() const { return session_; }

    static constexpr auto check_complete() {
        static_cast<void>(rule::update_without_set < !is_update ||
                          Clauses::template has < place::set >> {});
        static_cast<void>(
            rule::every_row_by_accident < typename Table::model,
            Clauses::template has<place::where> || Clauses::template has < place::all_rows >> {});
        return 0;
    }

    constexpr void visit(outline& statement) const {
        detail::visit_before(session_, statement);
        statement.run(is_update ? "update " : "delete from ");
        statement.run(&target_, &target_ + 1);
        detail::visit_clauses(clauses_, statement);
    }

    template <class Clause>
    constexpr auto appended(Clause added) const {
        return change_statement<Kind, Session, Table, detail::chain<Clauses, Clause>>(
            session_, target_, columns_, {clauses_, std::move(added)});
    }

private:
    friend struct detail::select_access;

    Session session_;
    token target_;
    token columns_;
    [[no_unique_address]] Clauses clauses_;
};

namespace detail {

template <change_kind Kind, class Session, class Table>
constexpr auto start_change(Session session, const Table& table) {
    static_cast<void>(
        rule::read_only_table<typename traits_of<Table>::model, !is_read_only<Table>>{});
    return change_statement<Kind, Session, traits_of<Table>, no_clauses>(
        session, table_token(table), columns_token(table), {});
}

}  // namespace detail

/// Starts an update that is not bound to a database.
///
///     orm::update(users).set({.name = "Bob"}).where(users.id == "u1")
///     // update "user" set "name" = $1 where "user"."id" = $2
///
/// Source:   PostgreSQL manual, UPDATE.
template <table_like Table>
constexpr auto update(const Table& table) {
    return detail::start_change<detail::change_kind::update>(no_session{}, table);
}

/// Starts a delete that is not bound to a database.
///
///     orm::delete_from(users).where(users.id == "u1")
///     // delete from "user" where "user"."id" = $1
///
/// Source:   PostgreSQL manual, DELETE.
template <table_like Table>
constexpr auto delete_from(const Table& table) {
    return detail::start_change<detail::change_kind::remove>(no_session{}, table);
}

}  // namespace orm
