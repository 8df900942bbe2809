// SPDX-License-Identifier: MIT
// select: the statement, one method for each clause.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/expr/aggregate.hpp>
#include <orm/expr/named.hpp>
#include <orm/expr/predicates.hpp>
#include <orm/query/conditions.hpp>
#include <orm/query/from.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/ordering.hpp>
#include <orm/query/runnable.hpp>
#include <orm/query/select_list.hpp>

namespace orm {

template <class Session, class List, class From, class Clauses>
class select_statement;

namespace detail {

/// The select list: its shape, an optional struct for its rows, its text.
template <class Shape, class Into, std::size_t Count, class Values>
struct select_list {
    using shape = Shape;
    using into = Into;
    using values_type = Values;
    static constexpr std::size_t token_count = Count;

    token opening;
    tokens<Count> sql;
    [[no_unique_address]] Values values;
};

template <class Shape, class Sources>
struct resolved_shape {
    using type = Shape;
};
template <class Sources>
struct resolved_shape<every_table, Sources> : shape_of_tables<typename Sources::models> {};

/// The C++ row of a select list over these tables.
template <class List, class Sources>
struct select_row_type {
    using shape = typename resolved_shape<typename List::shape, Sources>::type;
    using type = typename std::conditional_t<std::is_same_v<typename List::into, no_struct>,
                                             typename shape::template row_for<Sources>,
                                             std::type_identity<typename List::into>>::type;
};
template <class List, class Sources>
using select_row = typename select_row_type<List, Sources>::type;

template <class... Items>
constexpr auto make_select_list(const char* opening, const Items&... items) {
    if constexpr (sizeof...(Items) == 0) {
        return select_list<every_table, no_struct, 0, no_values>{text_token(opening), {}, {}};
    } else {
        auto run = list_tokens(items...);
        auto values = list_values(items...);
        return select_list<shape<decltype(item_of<Items>())...>, no_struct, run.size(),
                           decltype(values)>{text_token(opening), run, std::move(values)};
    }
}

}  // namespace detail

/// A select. Immutable: each method gives a new statement, `*this` stays as it is.
///
/// Owns:     the values given to it. Tables and columns only lend names with static storage.
template <class Session, class List, class From, class Clauses>
class select_statement : public runnable_rows<select_statement<Session, List, From, Clauses>> {
    using place = detail::place;

public:
    using session_type = Session;
    using sources = typename From::sources;
    using list_grouping = detail::list_grouping<typename List::shape>;

    constexpr select_statement(Session session, List list, From from, Clauses clauses)
        : session_(session),
          list_(std::move(list)),
          from_(std::move(from)),
          clauses_(std::move(clauses)) {}

    /// Names the table to read.
    ///
    ///     orm::select(users.id).from(users)
    ///     // select "id" from "user"
    template <table_like Table>
    constexpr auto from(const Table& table) const {
        constexpr bool is_first = std::is_same_v<From, detail::no_from>;
        static_cast<void>(rule::clause_twice<Table, is_first>{});
        auto started = detail::start_from(table);
        return select_statement<Session, List, decltype(started), Clauses>(
            session_, list_, std::move(started), clauses_);
    }

    /// Rows of both sides that meet the condition.
    ///
    ///     orm::select(users.name, posts.title).from(users).join(posts, posts.authorId == users.id)
    ///     // select "user"."name", "posts"."title" from "user" join "posts" on ...
    ///
    /// Rejects:  a condition with other tables (column_not_in_from); a table twice (table_twice).
    template <table_like Table, operand_like Condition>
    constexpr auto join(const Table& table, const Condition& on) const {
        static_cast<void>(twice_rule<Table>{});
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        static_cast<void>(join_rule<Table, Condition>{});
        return joined<detail::join_kind::inner>(table, on);
    }

    /// All rows so far; the joined table's row becomes std::optional.
    template <table_like Table, operand_like Condition>
    constexpr auto left_join(const Table& table, const Condition& on) const {
        static_cast<void>(twice_rule<Table>{});
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        static_cast<void>(join_rule<Table, Condition>{});
        return joined<detail::join_kind::left>(table, on);
    }

    /// All rows of the joined table; every table before it becomes std::optional.
    template <table_like Table, operand_like Condition>
    constexpr auto right_join(const Table& table, const Condition& on) const {
        static_cast<void>(twice_rule<Table>{});
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        static_cast<void>(join_rule<Table, Condition>{});
        return joined<detail::join_kind::right>(table, on);
    }

    /// All rows of both; every table becomes std::optional.
    template <table_like Table, operand_like Condition>
    constexpr auto full_join(const Table& table, const Condition& on) const {
        static_cast<void>(twice_rule<Table>{});
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        static_cast<void>(join_rule<Table, Condition>{});
        return joined<detail::join_kind::full>(table, on);
    }

    /// Adds a condition; several calls are joined with AND.
    ///
    ///     orm::select(users.id).from(users).where(users.age >= 18)
    ///     // select "id" from "user" where "user"."age" >= $1
    ///
    /// Rejects:  aggregates (aggregate_in_where); columns of other tables (column_not_in_from).
    /// Source:   PostgreSQL manual, SELECT, "WHERE Clause".
    template <operand_like Condition>
    constexpr auto where(const Condition& condition) const {
        using check = detail::where_check<sources, Condition>;
        static_cast<void>(rule::condition_is_boolean<Condition, check::is_boolean>{});
        static_cast<void>(rule::aggregate_in_where<check::has_no_aggregate>{});
        static_cast<void>(list_rule{});
        static_cast<void>(table_rule<Condition>{});
        if constexpr (check::holds) return appended(detail::make_where(condition.as_expression()));
        else return *this;
    }

    /// Adds a condition only when the flag is true. The row type does not depend on the flag.
    ///
    ///     db.select().from(users).where_if(!name.empty(), users.name == name)
    template <operand_like Condition>
    constexpr auto where_if(bool is_wanted, const Condition& condition) const {
        using check = detail::where_check<sources, Condition>;
        static_cast<void>(rule::condition_is_boolean<Condition, check::is_boolean>{});
        static_cast<void>(rule::aggregate_in_where<check::has_no_aggregate>{});
        static_cast<void>(table_rule<Condition>{});
        if constexpr (check::holds)
            return appended(detail::make_where(condition.as_expression(), is_wanted));
        else return *this;
    }

    /// `group by` columns or expressions.
    template <operand_like... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto group_by(const Items&... items) const {
        static_cast<void>(twice<place::group>{});
        static_cast<void>(list_rule{});
        (static_cast<void>(table_rule<Items>{}), ...);
        using grouped = detail::group_info<detail::grouped_columns<Items...>>;
        auto run = detail::join_tokens(" group by ", detail::list_tokens(items...));
        return appended(
            detail::make_clause<place::group, grouped>(run, detail::list_values(items...)));
    }

    /// Filters groups: `having count(*) > $1`.
    template <operand_like Condition>
    constexpr auto having(const Condition& condition) const {
        static_cast<void>(twice<place::having>{});
        static_cast<void>(rule::condition_is_boolean<Condition, detail::is_condition<Condition>>{});
        static_cast<void>(rule::having_without_grouping < Clauses::template has<place::group> ||
                          list_grouping::has_aggregate ||
                          detail::facts_of<Condition>::has_aggregate > {});
        static_cast<void>(table_rule<Condition>{});
        auto inner = condition.as_expression();
        return appended(detail::make_clause<place::having, void>(
            detail::join_tokens(" having ", inner.sql), std::move(inner.values)));
    }

    /// Sorts: columns, `orm::desc(users.createdAt)`, `users.name.asc().nulls_last()`.
    template <operand_like... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto order_by(const Items&... items) const {
        static_cast<void>(twice<place::order>{});
        static_cast<void>(list_rule{});
        (static_cast<void>(table_rule<Items>{}), ...);
        return appended(detail::order_clause(items...));
    }

    /// At most this many rows: `limit $n`. Takes an integer or orm::param<"name">.
    template <class Count>
    constexpr auto limit(const Count& count) const {
        static_cast<void>(twice<place::limit>{});
        static_cast<void>(list_rule{});
        return appended(detail::count_clause<place::limit>(" limit ", count));
    }

    /// Leaves out the first rows: `offset $n`. Takes an integer or orm::param<"name">.
    template <class Count>
    constexpr auto offset(const Count& count) const {
        static_cast<void>(twice<place::offset>{});
        static_cast<void>(list_rule{});
        return appended(detail::count_clause<place::offset>(" offset ", count));
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
            session_, list{list_.opening, list_.sql, list_.values}, from_, clauses_);
    }

    constexpr const Session& session() const { return session_; }

    /// The C++ type of a row, and the shape of the select list that it is read from.
    struct result {
        using row = detail::select_row<List, sources>;
        using shape = typename detail::resolved_shape<typename List::shape, sources>::type;
    };

    /// Walks through the statement in the order of PostgreSQL's grammar.
    constexpr void visit(outline& statement) const {
        statement.run(&list_.opening, &list_.opening + 1);
        statement.run(detail::names_in_list<(sources::size > 1)>);
        if constexpr (std::is_same_v<typename List::shape, detail::every_table>)
            statement.run(from_.columns.begin(), from_.columns.end());
        else statement.run(list_.sql.begin(), list_.sql.end());
        statement.run(detail::restored_names);
        list_.values.bind(statement);
        from_.visit(statement);
        detail::visit_clauses(clauses_, statement);
    }

    /// The rules that need the whole statement; running and writing it ask for them.
    static constexpr auto check_complete() {
        static_cast<void>(rule::select_without_from < sources::size != 0 > {});
        static_cast<void>(list_rule{});
        static_cast<void>(rule::column_not_grouped<typename ungrouped::type,
                                                   std::is_void_v<typename ungrouped::type>>{});
        using into = typename List::into;
        static_cast<void>(
            rule::row_struct_fits<
                into,
                detail::struct_fits<
                    into, typename detail::resolved_shape<typename List::shape, sources>::type,
                    sources>>{});
        return 0;
    }

private:
    using missing_in_list = detail::missing_table<sources, typename list_grouping::tables>;
    using list_rule = rule::column_not_in_from<missing_in_list, std::is_void_v<missing_in_list>>;

    template <class Operand>
    using missing_for = detail::missing_table<sources, typename detail::facts_of<Operand>::tables>;
    template <class Operand>
    using table_rule =
        rule::column_not_in_from<missing_for<Operand>, std::is_void_v<missing_for<Operand>>>;

    template <class Table>
    using twice_rule =
        rule::table_twice<detail::model_of<Table>, !sources::template has<detail::model_of<Table>>>;
    template <class Table, class Condition>
    using missing_in_join =
        detail::missing_table<typename sources::template with<detail::model_of<Table>, false>,
                              typename detail::facts_of<Condition>::tables>;
    template <class Table, class Condition>
    using join_rule = rule::column_not_in_from<missing_in_join<Table, Condition>,
                                               std::is_void_v<missing_in_join<Table, Condition>>>;

    /// The column that group_by() forgot. A statement without groups has none.
    static constexpr bool is_grouped = Clauses::template has<place::group> ||
                                       Clauses::template has<place::having> ||
                                       list_grouping::has_aggregate;
    using ungrouped = std::conditional_t<
        is_grouped,
        detail::first_ungrouped<
            typename Clauses::template info<place::group, detail::group_info<type_list<>>>::columns,
            typename list_grouping::loose>,
        std::type_identity<void>>;

    template <place Place>
    using twice = rule::clause_twice<detail::place_name<Place>, !Clauses::template has<Place>>;

    /// The statement with one more clause.
    template <class Clause>
    constexpr auto appended(Clause added) const {
        return select_statement<Session, List, From, detail::chain<Clauses, Clause>>(
            session_, list_, from_, {clauses_, std::move(added)});
    }

    template <detail::join_kind Kind, class Table, class Condition>
    constexpr auto joined(const Table& table, const Condition& on) const {
        auto wider = detail::add_join<Kind>(from_, table, on);
        return select_statement<Session, List, decltype(wider), Clauses>(
            session_, list_, std::move(wider), clauses_);
    }

    Session session_;
    List list_;
    From from_;
    [[no_unique_address]] Clauses clauses_;
};

namespace detail {

template <class Session, class... Items>
constexpr auto start_select(Session session, const char* opening, const Items&... items) {
    auto list = make_select_list(opening, items...);
    return select_statement<Session, decltype(list), no_from, no_clauses>(session, std::move(list),
                                                                          {}, {});
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
    return detail::start_select(no_session{}, "select ", items...);
}

/// `select distinct ...`.
template <detail::selectable... Items>
constexpr auto select_distinct(const Items&... items) {
    return detail::start_select(no_session{}, "select distinct ", items...);
}

}  // namespace orm
