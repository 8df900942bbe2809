// SPDX-License-Identifier: MIT
// update and delete_from: which rows, what to write, what to give back.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/query/assignments.hpp>
#include <orm/query/change_rules.hpp>
#include <orm/query/conditions.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/returning.hpp>
#include <orm/query/runnable.hpp>

namespace orm {

namespace detail {

/// `set "name" = $1`.
template <class Table, class Patch>
struct set_clause {
    using info = void;
    static constexpr detail::place place = detail::place::set;

    Patch patch;

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

/// The first rule that a whole update or delete breaks, unasked.
template <bool IsNested, change_kind Kind, class Model, class Clauses, class Sources>
constexpr auto broken_rule_of_change() {
    using returned = row_of_clauses<Clauses, Sources>;
    constexpr bool names_rows =
        Clauses::template has<place::where> || Clauses::template has<place::all_rows>;
    if constexpr (Kind == change_kind::update && !Clauses::template has<place::set>)
        return chosen_rule<rule::update_without_set<false>>{};
    else if constexpr (!names_rows) return chosen_rule<rule::every_row_by_accident<Model, false>>{};
    else if constexpr (!returned::fits)
        return chosen_rule<rule::row_struct_fits<typename returned::type, false>>{};
    else return chosen_rule<rule::statement_is_complete>{};
}

/// The tables of a statement: its own, and those of from() or using_table().
template <class Model, class From>
struct change_sources;
template <class Model, class... Others>
struct change_sources<Model, sources<Others...>> {
    using type = sources<source<Model, false>, Others...>;
};

/// `"posts"`, or `"posts", "comments"`.
template <class First, class... Rest>
constexpr auto table_list(const First& first, const Rest&... rest) {
    if constexpr (sizeof...(Rest) == 0) return tokens<1>{{table_token(first)}};
    else return join_tokens(table_token(first), ", ", table_list(rest...));
}

}  // namespace detail

/// An update or a delete of one table. Immutable: each method gives a new statement.
///
/// Rejects:  running it without where() and without all_rows() (every_row_by_accident).
template <detail::change_kind Kind, class Session, class Table, class Clauses>
class [[nodiscard(
    "orm: nothing is sent yet: end with .execute(), or behind returning() with .all()")]]
change_statement
    : public std::conditional_t<Clauses::template has<detail::place::returning>,
                                runnable_rows<change_statement<Kind, Session, Table, Clauses>>,
                                runnable_count<change_statement<Kind, Session, Table, Clauses>>> {
    using place = detail::place;
    static constexpr bool is_update = Kind == detail::change_kind::update;

public:
    using session_type = detail::session_of<Session>;
    using from_sources = typename Clauses::template info<place::from, orm::sources<>>;
    using sources = typename detail::change_sources<typename Table::model, from_sources>::type;

    /// What set() takes: every column may be left out, and new values may use the tables of from().
    using patch_type = typename Table::model::template with<update_model<typename sources::models>>;

    /// The C++ row of returning(), and the shape that it is read from.
    struct result {
        using returned = detail::row_of_clauses<Clauses, sources>;
        using row = typename returned::type;
        using shape = typename returned::shape;
    };

    constexpr change_statement(const Session& session, const token& target, const token& columns,
                               const Clauses& clauses)
        : session_(session), target_(target), columns_(columns), clauses_(clauses) {}

    /// With one more clause.
    template <class Before, class Last>
    constexpr change_statement(const Session& session, const token& target, const token& columns,
                               Before&& before, Last&& last)
        : session_(session),
          target_(target),
          columns_(columns),
          clauses_{ORM_PASS(before), ORM_PASS(last)} {}

    /// The columns to write: `.set({.name = "Bob", .visits = users.visits + 1})`.
    ///
    /// Rejects:  values of other types, NULL for a NOT NULL column, columns of tables that are not in
    ///           the statement yet: from() comes before set().
    template <class Patch = patch_type>
        requires is_update
    constexpr auto set(Patch&& patch) const {
        using plain = std::remove_cvref_t<Patch>;
        constexpr bool holds =
            std::is_same_v<plain, patch_type> || std::is_same_v<plain, typename Table::update>;
        static_cast<void>(rule::patch_of_the_table<patch_type, plain, holds>{});
        static_cast<void>(rule::clause_twice<detail::place_name<place::set>,
                                             !Clauses::template has<place::set>>{});
        if constexpr (holds) return appended(detail::set_clause<Table, plain>{ORM_PASS(patch)});
        else return *this;
    }

    /// Where g++ ends when no other fits; volatile, so that the other is better.
    ORM_REFUSED(
        "orm: set() names a column that this table does not have, or names its columns in another "
        "order than their declaration.")
    change_statement set(detail::unknown_columns) const volatile
        requires is_update;

    /// Further tables whose rows the update reads: `update "a" set ... from "b" where ...`.
    ///
    ///     db.update(posts).from(users).set({.title = users.name}).where(posts.authorId == users.id)
    template <table_like... Tables>
        requires(is_update && sizeof...(Tables) != 0)
    constexpr auto from(const Tables&... tables) const {
        return with_tables(" from ", tables...);
    }

    /// Further tables whose rows the delete reads: `delete from "a" using "b" where ...`.
    template <table_like... Tables>
        requires(!is_update && sizeof...(Tables) != 0)
    constexpr auto using_table(const Tables&... tables) const {
        return with_tables(" using ", tables...);
    }

    /// Joins a table to those of from() or using_table(). The condition cannot use the changed table.
    template <table_like Joined, operand_like Condition>
    constexpr auto join(const Joined& table, const Condition& on) const {
        static_cast<void>(join_rule<Joined, Condition>{});
        return joined<false>(" join ", table, on);
    }
    template <table_like Joined, operand_like Condition>
    constexpr auto left_join(const Joined& table, const Condition& on) const {
        static_cast<void>(join_rule<Joined, Condition>{});
        return joined<true>(" left join ", table, on);
    }

    /// Adds a condition; several calls are joined with AND.
    template <class Condition>
    constexpr auto where(const Condition& condition) const& {
        return change_statement(*this).where(condition);
    }
    template <class Condition>
    constexpr auto where(const Condition& condition) && {
        using check = detail::where_check<sources, Condition>;
        static_cast<void>(typename check::rule{});
        static_cast<void>(exclusive_rule<place::all_rows>{});
        if constexpr (check::holds)
            return static_cast<change_statement&&>(*this).appended(detail::make_where(condition));
        else return static_cast<change_statement&&>(*this);
    }

    /// Every row of the table is meant.
    constexpr auto all_rows() const& { return change_statement(*this).all_rows(); }
    constexpr auto all_rows() && {
        static_cast<void>(exclusive_rule<place::where>{});
        return static_cast<change_statement&&>(*this).appended(detail::all_rows_clause{});
    }

    /// Rows of what was changed; without items, whole rows of the table.
    template <detail::selectable... Items>
    constexpr auto returning(const Items&... items) const& {
        return change_statement(*this).returning(items...);
    }
    template <detail::selectable... Items>
    constexpr auto returning(const Items&... items) && {
        using check = detail::returning_check<sources, Items...>;
        using missing = typename check::missing;
        static_cast<void>(rule::clause_twice<detail::place_name<place::returning>,
                                             !Clauses::template has<place::returning>>{});
        static_cast<void>(rule::column_not_in_from<missing, check::knows_tables>{});
        static_cast<void>(rule::aggregate_in_returning<check::has_no_aggregate>{});
        return static_cast<change_statement&&>(*this).appended(
            detail::returning_clause<(sources::size > 1), Table>(columns_, items...));
    }

    /// The rows of returning() become Struct, whose fields take them in order.
    template <class Struct>
    constexpr auto as() const {
        constexpr bool holds = Clauses::template has<place::returning>;
        static_cast<void>(rule::struct_without_returning<Struct, holds>{});
        return appended(detail::into_clause<Struct>{});
    }

    constexpr const session_type& session() const { return session_; }

    /// The rule of the whole statement that it breaks.
    template <bool IsNested>
    using complete_rule =
        typename decltype(detail::broken_rule_of_change<IsNested, Kind, typename Table::model,
                                                        Clauses, sources>())::type;

    constexpr void visit(outline& statement) const {
        detail::visit_before(session_, statement);
        statement.run(is_update ? "update " : "delete from ");
        statement.run(&target_, &target_ + 1);
        detail::visit_clauses(clauses_, statement);
    }

    template <class Clause>
    constexpr auto appended(Clause&& added) const& {
        return change_statement(*this).appended(ORM_PASS(added));
    }
    /// A chain of calls moves its patch and its values along.
    template <class Clause>
    constexpr auto appended(Clause&& added) && {
        using longer = detail::chain<Clauses, std::remove_cvref_t<Clause>>;
        return change_statement<Kind, Session, Table, longer>(session_, target_, columns_,
                                                              ORM_PASS(clauses_), ORM_PASS(added));
    }

private:
    friend struct detail::select_access;

    template <place Other>
    using exclusive_rule =
        rule::all_rows_and_where<typename Table::model, !Clauses::template has<Other>>;
    template <class Joined, class Condition>
    using missing_in_join = detail::missing_table<
        typename from_sources::template with<typename detail::traits_of<Joined>::model, false>,
        typename detail::facts_of<Condition>::tables>;
    template <class Joined, class Condition>
    using join_rule = rule::column_not_in_from<missing_in_join<Joined, Condition>,
                                               std::is_void_v<missing_in_join<Joined, Condition>>>;

    template <class... Tables>
    constexpr auto with_tables(const char* word, const Tables&... tables) const {
        static_cast<void>(rule::clause_twice<detail::place_name<place::from>,
                                             !Clauses::template has<place::from>>{});
        (static_cast<void>(
             rule::table_twice<typename detail::traits_of<Tables>::model,
                               !std::is_same_v<typename detail::traits_of<Tables>::model,
                                               typename Table::model>>{}),
         ...);
        using named = orm::sources<source<typename detail::traits_of<Tables>::model, false>...>;
        return appended(detail::make_clause<place::from, named>(
            detail::join_tokens(word, detail::table_list(tables...)), no_values{}));
    }

    template <bool MayMiss, class Joined, class Condition>
    constexpr auto joined(const char* word, const Joined& table, const Condition& on) const {
        using model = typename detail::traits_of<Joined>::model;
        static_cast<void>(rule::table_twice<model, !sources::template has<model>>{});
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        static_cast<void>(rule::join_without_from<model, (from_sources::size != 0)>{});
        auto inner = on.as_expression();
        return appended(
            detail::make_clause<place::from, typename from_sources::template with<model, MayMiss>>(
                detail::join_tokens(word, detail::table_token(table), " on ", inner.sql),
                ORM_PASS(inner.values)));
    }

    Session session_;
    token target_;
    token columns_;
    [[no_unique_address]] Clauses clauses_;
};

namespace detail {

/// The rule that the table of an update or delete breaks.
template <class Table>
using change_target_rule =
    rule::read_only_table<typename traits_of<Table>::model, !is_read_only<Table>>;

template <change_kind Kind, class Session, class Table>
constexpr auto start_change(Session session, const Table& table) {
    const table_names& names = table_access::names(table);
    return change_statement<Kind, Session, traits_of<Table>, no_clauses>(
        session, table_token(names), columns_token(names), no_clauses{});
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
    static_cast<void>(detail::change_target_rule<Table>{});
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
    static_cast<void>(detail::change_target_rule<Table>{});
    return detail::start_change<detail::change_kind::remove>(no_session{}, table);
}

}  // namespace orm
