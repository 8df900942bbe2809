// SPDX-License-Identifier: MIT
// select: the statement, one method for each clause.
#pragma once

#include <optional>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/aggregate.hpp>
#include <orm/expr/predicates.hpp>
#include <orm/query/conditions.hpp>
#include <orm/query/from.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/joining_words.hpp>
#include <orm/query/locking.hpp>
#include <orm/query/nesting_words.hpp>
#include <orm/query/ordering.hpp>
#include <orm/query/runnable.hpp>
#include <orm/query/select_checks.hpp>
#include <orm/query/select_rows.hpp>

namespace orm {

template <class Session, class List, class From, class Clauses>
class select_statement;

/// A select. Immutable: each method gives a new statement, `*this` stays as it is.
///
/// Owns:     the values given to it. Tables and columns only lend names with static storage.
template <class Session, class List, class From, class Clauses>
class [[nodiscard(
    "orm: nothing is sent yet: end with .all(), .first(), .one() or .stream()")]] select_statement
    : public runnable_rows<select_statement<Session, List, From, Clauses>>,
      public joining_words<select_statement<Session, List, From, Clauses>>,
      public nesting_words<select_statement<Session, List, From, Clauses>>,
      public locking_words<select_statement<Session, List, From, Clauses>> {
    using place = detail::place;

public:
    using session_type = detail::session_of<Session>;
    using sources = typename From::sources;
    using clauses_type = Clauses;

    constexpr select_statement(const Session& session, const List& list, const From& from,
                               const Clauses& clauses)
        : session_(session), list_(list), from_(from), clauses_(clauses) {}

    /// With one more clause.
    template <class Before, class Last>
    constexpr select_statement(const Session& session, List&& list, From&& from, Before&& before,
                               Last&& last)
        : session_(session),
          list_(ORM_PASS(list)),
          from_(ORM_PASS(from)),
          clauses_{ORM_PASS(before), ORM_PASS(last)} {}

    /// Names the table to read.
    ///
    ///     orm::select(users.id).from(users)
    ///     // select "id" from "user"
    template <table_like Table>
    constexpr auto from(const Table& table) const {
        constexpr bool is_first = std::is_same_v<From, detail::no_from>;
        static_cast<void>(rule::clause_twice<Table, is_first>{});
        using outer = typename detail::parts_of<Table>::outer_models;
        static_cast<void>(detail::table_rule<sources, outer>{});
        auto started = detail::start_from(table);
        return select_statement<Session, List, decltype(started), Clauses>(session_, list_, started,
                                                                           clauses_);
    }

    /// Adds a condition; several calls are joined with AND.
    ///
    ///     orm::select(users.id).from(users).where(users.age >= 18)
    ///     // select "id" from "user" where "user"."age" >= $1
    ///
    /// Rejects:  aggregates (aggregate_in_where); columns of other tables (column_not_in_from).
    /// Source:   PostgreSQL manual, SELECT, "WHERE Clause".
    template <class Condition>
    constexpr auto where(const Condition& condition) const& {
        return select_statement(*this).where(condition);
    }
    template <class Condition>
    constexpr auto where(const Condition& condition) && {
        using check = detail::where_check<sources, Condition>;
        static_cast<void>(typename check::rule{});
        static_cast<void>(list_rule{});
        if constexpr (check::holds)
            return static_cast<select_statement&&>(*this).appended(detail::make_where(condition));
        else return static_cast<select_statement&&>(*this);
    }

    /// Adds a condition only when the flag is true. The row type does not depend on the flag.
    ///
    ///     db.select().from(users).where_if(!name.empty(), users.name == name)
    template <class Condition>
    constexpr auto where_if(bool is_wanted, const Condition& condition) const& {
        return select_statement(*this).where_if(is_wanted, condition);
    }
    template <class Condition>
    constexpr auto where_if(bool is_wanted, const Condition& condition) && {
        using check = detail::where_check<sources, Condition>;
        static_cast<void>(typename check::rule{});
        if constexpr (check::holds)
            return static_cast<select_statement&&>(*this).appended(
                detail::make_where(condition, is_wanted));
        else return static_cast<select_statement&&>(*this);
    }

    /// Adds the condition that a function makes of a value, when there is one.
    ///
    ///     db.select().from(users).where_if(least_age, [](int age) { return users.age >= age; })
    ///
    /// Takes:    a function, which is called without a value too, with Value{}: the type of the row does
    ///           not depend on the value.
    /// Rejects:  a finished condition: it would have read the value that may be missing.
    template <class Value, class Make>
    constexpr auto where_if(const std::optional<Value>& value, const Make& make) const {
        constexpr bool holds = std::is_invocable_v<const Make&, const Value&>;
        static_cast<void>(rule::condition_is_made_of_the_value<Value, Make, holds>{});
        if constexpr (holds) return where_if(value.has_value(), make(value ? *value : Value{}));
        else return *this;
    }

    /// `group by` columns, expressions, orm::rollup(...), orm::cube(...), orm::grouping_sets(...).
    template <class... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto group_by(const Items&... items) const {
        static_cast<void>(detail::placement_rule<detail::item_place::group, Items...>{});
        static_cast<void>(twice<place::group>{});
        static_cast<void>(list_rule{});
        if constexpr (detail::is_well_placed<detail::item_place::group, Items...>) {
            (static_cast<void>(table_rule<Items>{}), ...);
            static_cast<void>(
                rule::aggregate_in_group_by<!(detail::facts_of<Items>::has_aggregate || ...)>{});
            static_cast<void>(rule::window_in_condition<!(detail::has_window<Items> || ...)>{});
            using grouped = detail::grouped_by<detail::facts_of<Items>...>;
            auto run = detail::join_tokens(" group by ", detail::list_tokens(items...));
            auto added =
                detail::make_clause<place::group, grouped>(run, detail::list_values(items...));
            if constexpr (grouped::has_sets)
                return joined(detail::missing_from(from_)).appended(ORM_PASS(added));
            else return appended(ORM_PASS(added));
        } else {
            return *this;
        }
    }

    /// Filters groups: `having count(*) > $1`.
    template <class Condition>
    constexpr auto having(const Condition& condition) const {
        static_cast<void>(twice<place::having>{});
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        if constexpr (detail::is_condition<Condition>) {
            static_cast<void>(rule::window_in_condition<!detail::has_window<Condition>>{});
            static_cast<void>(rule::having_without_grouping < Clauses::template has<place::group> ||
                              detail::list_grouping<typename List::shape>::has_aggregate ||
                              detail::facts_of<Condition>::has_aggregate > {});
            static_cast<void>(table_rule<Condition>{});
            return appended(detail::having_clause(condition.as_expression()));
        } else {
            return *this;
        }
    }

    /// Defines named windows, for .over(w) in the list and in order_by(). Comes behind from() and the
    /// joins: `window "w" as (partition by ...)`; include orm/functions.hpp.
    template <class... Windows>
        requires(sizeof...(Windows) != 0)
    constexpr auto window(const Windows&... windows) const {
        static_cast<void>(rule::select_without_from < sources::size != 0 > {});
        static_cast<void>(twice<place::window>{});
        (static_cast<void>(detail::table_rule<sources, typename Windows::inner::tables>{}), ...);
        return joined(detail::window_from<typename Windows::name...>(from_))
            .appended(detail::make_clause<place::window, void>(
                detail::join_tokens(" window ",
                                    detail::list_tokens(make_window_definition(windows)...)),
                detail::list_values(make_window_definition(windows)...)));
    }

    /// One row for each value of these, the first in the order of order_by(), which starts with them.
    ///
    ///     orm::select(posts.title).distinct_on(posts.authorId).from(posts).order_by(posts.authorId)
    ///     // select distinct on ("posts"."author_id") "title" from "posts" order by "posts"."author_id"
    ///
    /// Source:   PostgreSQL manual, SELECT, "DISTINCT Clause".
    template <operand_like... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto distinct_on(const Items&... items) const {
        static_cast<void>(twice<place::distinct>{});
        return appended(detail::distinct_on_clause(items...));
    }

    /// Sorts: columns, `orm::desc(users.createdAt)`, `users.name.asc().nulls_last()`.
    template <class... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto order_by(const Items&... items) const& {
        return select_statement(*this).order_by(items...);
    }
    template <class... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto order_by(const Items&... items) && {
        static_cast<void>(detail::placement_rule<detail::item_place::ordering, Items...>{});
        static_cast<void>(twice<place::order>{});
        static_cast<void>(list_rule{});
        if constexpr (detail::is_well_placed<detail::item_place::ordering, Items...>) {
            (static_cast<void>(table_rule<Items>{}), ...);
            return static_cast<select_statement&&>(*this).appended(detail::order_clause(items...));
        } else {
            return static_cast<select_statement&&>(*this);
        }
    }

    /// At most this many rows: `limit $n`. Takes an integer or orm::param<"name">.
    template <class Count>
    constexpr auto limit(const Count& count) const& {
        return select_statement(*this).limit(count);
    }
    template <class Count>
    constexpr auto limit(const Count& count) && {
        static_cast<void>(detail::count_rule<Count>{});
        static_cast<void>(twice<place::limit>{});
        static_cast<void>(list_rule{});
        return static_cast<select_statement&&>(*this).appended(
            detail::count_clause<place::limit>(" limit ", count));
    }

    /// As limit(), and all rows that order_by() counts as equal to the last:
    /// `fetch first $n rows with ties`.
    template <class Count>
    constexpr auto limit_with_ties(const Count& count) const {
        static_cast<void>(detail::count_rule<Count>{});
        static_cast<void>(twice<place::limit>{});
        static_cast<void>(list_rule{});
        return appended(detail::ties_clause(count));
    }

    /// Leaves out the first rows: `offset $n`. Takes an integer or orm::param<"name">.
    template <class Count>
    constexpr auto offset(const Count& count) const& {
        return select_statement(*this).offset(count);
    }
    template <class Count>
    constexpr auto offset(const Count& count) && {
        static_cast<void>(detail::count_rule<Count>{});
        static_cast<void>(twice<place::offset>{});
        static_cast<void>(list_rule{});
        return static_cast<select_statement&&>(*this).appended(
            detail::count_clause<place::offset>(" offset ", count));
    }

    /// Rows become Struct, an aggregate whose fields take the select list in its order.
    ///
    ///     struct Summary { std::string author; std::int64_t posts; };
    ///     db.select(users.name, orm::count()).from(...).group_by(users.name).as<Summary>().all();
    template <class Struct>
    constexpr auto as() const {
        using list = detail::select_list<typename List::shape, Struct, List::token_count,
                                         typename List::values_type>;
        return select_statement<Session, list, From, Clauses>(
            session_, list{list_.sql, list_.values}, from_, clauses_);
    }

    constexpr const session_type& session() const { return session_; }

    /// The C++ type of a row, and the shape of the select list that it is read from.
    struct result {
        using row = detail::select_row<List, sources>;
        using shape = typename detail::resolved_shape<typename List::shape, sources>::type;
        /// Whether there is always exactly one row.
        static constexpr bool is_one_row = detail::select_checks<List, From, Clauses>::is_one_row;
    };

    /// Walks through the statement in the order of PostgreSQL's grammar.
    constexpr void visit(outline& statement) const {
        detail::visit_before(session_, statement);
        visit_body(statement);
    }

    /// Without what orm::with() put before it.
    constexpr void visit_body(outline& statement) const {
        statement.run(detail::select_opening);
        if constexpr (Clauses::template has<place::distinct>)
            clauses_.template visit_one<place::distinct>(statement);
        statement.run(detail::names_in_list<(sources::size > 1)>);
        if constexpr (std::is_same_v<typename List::shape, detail::every_table>)
            statement.run(from_.columns.begin(), from_.columns.end());
        else statement.run(list_.sql.begin(), list_.sql.end());
        statement.run(detail::restored_names);
        list_.values.bind(statement);
        from_.visit(statement);
        detail::visit_clauses(clauses_, statement);
    }

    /// The rule of the whole statement that it breaks; running and writing it ask for it.
    ///
    /// IsNested: whether the statement stands inside of another.
    template <bool IsNested>
    using complete_rule =
        typename detail::broken_rule_of_select<IsNested, Session, List, From, Clauses>::type;

    /// The statement with one more clause.
    template <class Clause>
    constexpr auto appended(Clause&& added) const& {
        return select_statement(*this).appended(ORM_PASS(added));
    }
    /// A chain of calls moves its values along.
    template <class Clause>
    constexpr auto appended(Clause&& added) && {
        using longer = detail::chain<Clauses, std::remove_cvref_t<Clause>>;
        return select_statement<Session, List, From, longer>(
            session_, ORM_PASS(list_), ORM_PASS(from_), ORM_PASS(clauses_), ORM_PASS(added));
    }

private:
    friend struct detail::select_access;
    friend struct joining_words<select_statement>;

    using list_rule = typename detail::list_check<typename List::shape, sources>::rule;
    template <class Operand>
    using table_rule = detail::table_rule<sources, typename detail::facts_of<Operand>::tables>;

    template <place Place>
    using twice = rule::clause_twice<detail::place_name<Place>, !Clauses::template has<Place>>;

    template <class Wider>
    constexpr auto joined(const Wider& wider) const {
        return select_statement<Session, List, Wider, Clauses>(session_, list_, wider, clauses_);
    }

    Session session_;
    List list_;
    From from_;
    [[no_unique_address]] Clauses clauses_;
};

namespace detail {

template <class... Items>
using list_placement_rule = placement_rule<item_place::select_list, Items...>;

template <class Session, class... Items>
constexpr auto start_select(const Session& session, const Items&... items) {
    if constexpr (is_well_placed<item_place::select_list, Items...>) {
        auto list = make_select_list(items...);
        return select_statement<Session, decltype(list), no_from, no_clauses>(
            session, list, no_from{}, no_clauses{});
    } else {
        return start_select(session);
    }
}

template <class Session, class... Items>
constexpr auto start_distinct(Session session, const Items&... items) {
    return start_select(session, items...).appended(distinct_clause());
}

}  // namespace detail

/// Starts a select that is not bound to a database.
///
///     constexpr auto by_email = orm::select().from(users).where(users.email == orm::param<"email">);
///
/// Takes:    columns, expressions, as<"name">(), whole tables; nothing means every table of from() and
///           the joins.
/// Gives:    rows of the items' C++ types: one item by itself, several as std::tuple.
template <detail::selectable... Items>
constexpr auto select(const Items&... items) {
    static_cast<void>(detail::list_placement_rule<Items...>{});
    return detail::start_select(no_session{}, items...);
}

/// `select distinct ...`.
template <detail::selectable... Items>
constexpr auto select_distinct(const Items&... items) {
    static_cast<void>(detail::list_placement_rule<Items...>{});
    return detail::start_distinct(no_session{}, items...);
}

}  // namespace orm
