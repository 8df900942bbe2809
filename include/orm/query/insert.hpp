// SPDX-License-Identifier: MIT
// insert: rows, on_conflict, returning.
#pragma once

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/query/change_rules.hpp>
#include <orm/query/insert_rows.hpp>
#include <orm/query/insert_select.hpp>
#include <orm/query/on_conflict.hpp>
#include <orm/query/returning.hpp>
#include <orm/query/runnable.hpp>
#include <orm/query/sources.hpp>

namespace orm {

template <class Session, class Table, class Rows, class Clauses>
class insert_statement;

namespace detail {

/// The first rule that a whole insert breaks, unasked.
template <bool IsNested, class Rows, class Clauses, class Sources>
constexpr auto broken_rule_of_insert() {
    using returned = row_of_clauses<Clauses, Sources>;
    if constexpr (Rows::is_empty) return chosen_rule<rule::insert_without_values<false>>{};
    else if constexpr (!returned::fits)
        return chosen_rule<rule::row_struct_fits<typename returned::type, false>>{};
    else return chosen_rule<rule::statement_is_complete>{};
}

}  // namespace detail

/// An insert. Columns that no row gives are left to their defaults.
///
/// Owns:     its rows, unless they were given as a span.
template <class Session, class Table, class Rows, class Clauses>
class [[nodiscard(
    "orm: nothing is sent yet: end with .execute(), or behind returning() with .all()")]] insert_statement
    : public std::conditional_t<Clauses::template has<detail::place::returning>,
                                runnable_rows<insert_statement<Session, Table, Rows, Clauses>>,
                                runnable_count<insert_statement<Session, Table, Rows, Clauses>>> {
public:
    using session_type = detail::session_of<Session>;
    using table_type = Table;
    using insert_row = typename Table::insert;
    using sources = orm::sources<source<typename Table::model, false>>;

    /// The C++ row of returning(), and the shape that it is read from.
    struct result {
        using returned = detail::row_of_clauses<Clauses, sources>;
        using row = typename returned::type;
        using shape = typename returned::shape;
    };

    /// Takes:    rows, Rows or what Rows is made of.
    template <class Given>
    constexpr insert_statement(Session session, const token& into, const token& columns,
                               Given&& rows, Clauses&& clauses)
        : session_(session),
          into_(into),
          columns_(columns),
          rows_{ORM_PASS(rows)},
          clauses_(ORM_PASS(clauses)) {}

    /// One row: `.values({.id = "u1", .name = "Ann"})`. A required column that is left out does not
    /// compile.
    ///
    /// Or rows of the caller, a vector or a span of orm::insert_of<table>, who keeps them until the
    /// statement has run. Many rows travel as one array for each column, or in several statements of
    /// one transaction.
    // One template for both, for each further one makes an error about a field longer.
    template <class Given = insert_row>
    constexpr auto values(Given&& given) const {
        using plain = std::remove_cvref_t<Given>;
        constexpr bool is_span = std::is_convertible_v<const plain&, std::span<const insert_row>>;
        static_cast<void>(twice_rule<plain>{});
        if constexpr (std::is_same_v<plain, insert_row>) {
            return insert_statement<Session, Table, detail::one_row<insert_row>, Clauses>(
                session_, into_, columns_, ORM_PASS(given), Clauses(clauses_));
        } else {
            static_cast<void>(rule::rows_of_the_table<insert_row, plain, is_span>{});
            if constexpr (is_span) return with_rows(detail::viewed_rows<insert_row>{given});
            else return *this;
        }
    }

    /// Several rows: `.values({{.id = "u1"}, {.id = "u2"}})`.
    auto values(detail::row_list<insert_row> list) const {
        static_cast<void>(twice_rule<insert_row>{});
        return with_rows(detail::owned_rows<insert_row>{ORM_PASS(list.rows)});
    }
    /// Where g++ ends when no other fits; volatile, so that any other is better.
    ORM_REFUSED(
        "orm: values() names a column that this table does not have, or names its columns in "
        "another order than their declaration.")
    insert_statement values(detail::unknown_columns) const volatile;

    /// One row of defaults: `insert into "t" default values`.
    ///
    /// Rejects:  tables with a column that needs a value (column_without_default).
    constexpr auto default_values() const {
        using missing = typename detail::first_required<typename Table::columns>::type;
        static_cast<void>(rule::column_without_default<missing, std::is_void_v<missing>>{});
        static_cast<void>(twice_rule<detail::row_of_defaults>{});
        return with_rows(detail::row_of_defaults{});
    }

    /// The columns that from() fills, in the order of its select list.
    template <column_like... Columns>
        requires(sizeof...(Columns) != 0)
    constexpr auto columns(const Columns&... columns) const {
        using missing = detail::missing_table<
            sources,
            typename detail::joined_columns<typename detail::facts_of<Columns>::tables...>::type>;
        static_cast<void>(rule::column_not_in_from<missing, std::is_void_v<missing>>{});
        auto names = detail::column_list_tokens(columns...);
        return insert_columns<insert_statement, type_list<Columns...>, names.size()>(*this, names);
    }

    /// The rows of a select, one value for each column that can be written, in their order.
    ///
    ///     orm::insert(archive).from(orm::select().from(posts))
    ///
    /// Rejects:  another number of values, other types, NULL for a NOT NULL column.
    template <class Select>
        requires requires { typename Select::result::shape; }
    constexpr auto from(const Select& select) const {
        using writable = typename detail::writable_columns<typename Table::columns>::type;
        using check = detail::selected_check<typename Table::columns, writable, Select>;
        static_cast<void>(detail::whole_rule<Select>{});
        static_cast<void>(twice_rule<Select>{});
        static_cast<void>(twice_rule<Select>{});
        static_cast<void>(typename check::width_rule{});
        static_cast<void>(typename check::type_rule{});
        static_cast<void>(typename check::null_rule{});
        return with_rows(detail::selected_rows<Select, 3>{detail::writable_list<Table>(), select});
    }

    /// What to do when a row with the same key is there. Without columns any conflict counts.
    ///
    /// Rejects:  a single column that is neither a primary key nor unique.
    template <column_like... Columns>
    constexpr auto on_conflict(const Columns&... columns) const& {
        return insert_statement(*this).on_conflict(columns...);
    }
    template <column_like... Columns>
    constexpr auto on_conflict(const Columns&... columns) && {
        using missing = detail::missing_table<
            sources,
            typename detail::joined_columns<typename detail::facts_of<Columns>::tables...>::type>;
        static_cast<void>(rule::column_not_in_from<missing, std::is_void_v<missing>>{});
        static_cast<void>(
            rule::conflict_target_is_unique<type_list<Columns...>,
                                            detail::is_conflict_target<Table, Columns...>()>{});
        static_cast<void>(conflict_rule{});
        auto target = detail::target_tokens(columns...);
        const auto keys = detail::find_keys<Table>(into_, columns...);
        constexpr bool has_target = sizeof...(Columns) != 0;
        return conflict_start<insert_statement, target.size(), has_target>(
            static_cast<insert_statement&&>(*this), target, keys);
    }

    /// A constraint by its name: `on_conflict(orm::constraint("users_email_key"))`.
    constexpr auto on_conflict(constraint_name named) const& {
        return insert_statement(*this).on_conflict(named);
    }
    constexpr auto on_conflict(constraint_name named) && {
        static_cast<void>(conflict_rule{});
        auto target = detail::join_tokens(" on conflict on constraint ",
                                          detail::identifier_token(named.name));
        return conflict_start<insert_statement, target.size(), true>(
            static_cast<insert_statement&&>(*this), target, {});
    }

    /// Behind do_update(): which of the rows in the way are updated.
    ///
    ///     ...do_update({.name = orm::excluded(users.name)}).where(users.age < orm::excluded(users.age))
    template <class Condition>
    constexpr auto where(const Condition& condition) const {
        using check =
            detail::where_check<detail::conflict_sources<typename Table::model>, Condition>;
        constexpr bool updates =
            std::is_same_v<typename Clauses::template info<detail::place::conflict, void>,
                           detail::updates_on_conflict>;
        static_cast<void>(rule::where_without_update<typename Table::model, updates>{});
        static_cast<void>(rule::clause_twice<detail::place_name<detail::place::where>,
                                             !Clauses::template has<detail::place::where>>{});
        static_cast<void>(typename check::rule{});
        if constexpr (check::holds) {
            auto inner = condition.as_expression();
            return appended(detail::make_clause<detail::place::where, void>(
                detail::join_tokens(" where ", inner.sql), ORM_PASS(inner.values)));
        } else {
            return *this;
        }
    }

    /// Rows of what was inserted; without items, whole rows of the table.
    template <detail::selectable... Items>
    constexpr auto returning(const Items&... items) const& {
        return insert_statement(*this).returning(items...);
    }
    template <detail::selectable... Items>
    constexpr auto returning(const Items&... items) && {
        using check = detail::returning_check<sources, Items...>;
        static_cast<void>(rule::clause_twice<detail::place_name<detail::place::returning>,
                                             !Clauses::template has<detail::place::returning>>{});
        static_cast<void>(rule::column_not_in_from<typename check::missing, check::knows_tables>{});
        static_cast<void>(rule::aggregate_in_returning<check::has_no_aggregate>{});
        return static_cast<insert_statement&&>(*this).appended(
            detail::returning_clause<false, Table>(columns_, items...));
    }

    /// The rows of returning() become Struct, whose fields take them in order.
    template <class Struct>
    constexpr auto as() const {
        constexpr bool holds = Clauses::template has<detail::place::returning>;
        static_cast<void>(rule::struct_without_returning<Struct, holds>{});
        return appended(detail::into_clause<Struct>{});
    }

    constexpr const session_type& session() const { return session_; }

    /// The rule of the whole statement that it breaks.
    template <bool IsNested>
    using complete_rule =
        typename decltype(detail::broken_rule_of_insert<IsNested, Rows, Clauses, sources>())::type;

    constexpr const token& into() const { return into_; }
    const Rows& rows() const { return rows_; }

    /// The same insert with other rows.
    template <class Given>
    constexpr auto with_other_rows(Given&& rows) const {
        return insert_statement<Session, Table, Given, Clauses>(session_, into_, columns_,
                                                                ORM_PASS(rows), Clauses(clauses_));
    }

    void visit(outline& statement) const {
        detail::visit_before(session_, statement);
        statement.run(detail::insert_into);
        statement.run(&into_, &into_ + 1);
        detail::visit_rows<Table>(rows_, statement);
        detail::visit_clauses(clauses_, statement);
    }

    template <class Clause>
    constexpr auto appended(Clause added) const& {
        return insert_statement(*this).appended(ORM_PASS(added));
    }
    /// A chain of calls moves its rows along.
    template <class Clause>
    constexpr auto appended(Clause added) && {
        return insert_statement<Session, Table, Rows, detail::chain<Clauses, Clause>>(
            session_, into_, columns_, ORM_PASS(rows_), {ORM_PASS(clauses_), ORM_PASS(added)});
    }

private:
    friend struct detail::select_access;

    template <class Given>
    using twice_rule = rule::clause_twice<Given, Rows::is_empty>;

    template <class Given>
    constexpr auto with_rows(Given&& rows) const {
        return with_other_rows(ORM_PASS(rows));
    }

    using conflict_rule = rule::clause_twice<detail::place_name<detail::place::conflict>,
                                             !Clauses::template has<detail::place::conflict>>;

    Session session_;
    token into_;
    token columns_;
    Rows rows_;
    [[no_unique_address]] Clauses clauses_;
};

namespace detail {

/// The rule that an insert's table breaks.
template <class Table, class Model = typename traits_of<Table>::model>
using insert_target_rule =
    std::conditional_t<is_read_only<Table>, rule::read_only_table<Model, false>,
                       rule::insert_into_alias<Model, !is_alias_model<Model>>>;

template <class Session, class Table>
constexpr auto start_insert(Session session, const Table& table) {
    const table_names& names = table_access::names(table);
    return insert_statement<Session, traits_of<Table>, no_rows_given, no_clauses>(
        session, table_token(names), columns_token(names), no_rows_given{}, {});
}

}  // namespace detail

/// Starts an insert that is not bound to a database.
///
///     orm::insert(users).values({.id = "u1", .name = "Ann", .email = "a@b.c"})
///     // insert into "user" ("id", "name", "email") values ($1, $2, $3)
///
/// Source:   PostgreSQL manual, INSERT.
template <table_like Table>
constexpr auto insert(const Table& table) {
    static_cast<void>(detail::insert_target_rule<Table>{});
    return detail::start_insert(no_session{}, table);
}

}  // namespace orm
