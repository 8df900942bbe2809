// SPDX-License-Identifier: MIT
// Clauses, and the chain of clauses that a statement is.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/core/type_list.hpp>
#include <orm/expr/outline.hpp>
#include <orm/expr/values.hpp>

namespace orm {

/// A statement that is not bound to a database: it can be kept, compared and written, not run.
struct no_session {};

namespace detail {

/// The session of a statement without what orm::with() put beside it.
template <class Session>
struct session_type {
    using type = Session;
};
template <class Session>
using session_of = typename session_type<Session>::type;

/// The names that orm::with() defines for the statement of a session.
template <class Session>
struct names_of_with {
    using type = type_list<>;
};

/// Stands among the values of from() for a common table expression, and is none.
template <class Name>
struct defined_by_with {
    constexpr void bind(outline&) const {}
};

/// The first common table expression among these values that Names lacks; void when there is none.
template <class Values, class Names>
struct undefined_name {
    using type = void;
};
template <class Name, class Names>
struct undefined_name<defined_by_with<Name>, Names> {
    using type = std::conditional_t<contains<Names, Name>, void, Name>;
};
template <class Left, class Right, class Names>
struct undefined_name<both_values<Left, Right>, Names> {
    using left = typename undefined_name<Left, Names>::type;
    using type = typename std::conditional_t<std::is_void_v<left>, undefined_name<Right, Names>,
                                             std::type_identity<left>>::type;
};

/// The door for headers that take a statement apart.
struct select_access;

/// What stands before the first word of a statement: nothing, unless orm::with() began it.
template <class Session>
constexpr void visit_before(const Session& session, outline& statement) {
    if constexpr (requires { session.visit(statement); }) session.visit(statement);
}

/// Where clauses stand in PostgreSQL's grammar. The order of SELECT, INSERT, UPDATE and DELETE at once.
enum class place : unsigned char {
    distinct,  ///< before the select list: visit_clauses() leaves it out
    set,
    from,
    conflict,
    where,
    group,
    having,
    window,
    order,
    limit,
    offset,
    lock,
    lock_of,
    lock_wait,
    returning,
    all_rows,
    into
};

/// A place as a type, for compiler messages.
template <place Place>
struct place_name {};

/// One clause of a statement. Info says what rules and results need of it.
template <place Place, class Info, std::size_t Count, class Values>
struct clause {
    using info = Info;
    static constexpr detail::place place = Place;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    constexpr void visit(outline& statement) const {
        statement.run(sql.begin(), sql.end());
        values.bind(statement);
    }
};

template <place Place, class Info, std::size_t Count, class Values>
constexpr auto make_clause(const tokens<Count>& run, Values values) {
    return clause<Place, Info, Count, Values>{run, ORM_PASS(values)};
}

/// The end of a chain.
struct no_clauses {
    template <place Place>
    static constexpr bool has = false;

    template <place Place, class Otherwise>
    using info = Otherwise;

    constexpr void visit(outline&) const {}
    template <place Place>
    constexpr void visit_one(outline&) const {}
};

/// A chain: clauses said before, and the one said last.
template <class Before, class Last>
struct chain {
    Before before;
    Last last;

    template <place Place>
    static constexpr bool has = Last::place == Place || Before::template has<Place>;

    /// The Info of the clause at Place, or Otherwise when the statement has none.
    template <place Place, class Otherwise>
    using info = typename std::conditional_t<
        Last::place == Place, std::type_identity<typename Last::info>,
        std::type_identity<typename Before::template info<Place, Otherwise>>>::type;

    constexpr void visit(outline& statement) const {
        before.visit(statement);
        last.visit(statement);
    }

    template <place Place>
    constexpr void visit_one(outline& statement) const {
        before.template visit_one<Place>(statement);
        if constexpr (Last::place == Place) last.visit(statement);
    }
};

/// True when the clauses were said in the order of the grammar, so that one walk writes them.
template <class Clauses, place Next>
inline constexpr bool is_before = true;
template <class Before, class Last, place Next>
inline constexpr bool is_before<chain<Before, Last>, Next> =
    Last::place <= Next && Last::place != place::distinct && is_before<Before, Last::place>;

template <class Clauses>
constexpr void visit_clauses(const Clauses& clauses, outline& statement) {
    if constexpr (is_before<Clauses, place::all_rows>) {
        clauses.visit(statement);
    } else {
        clauses.template visit_one<place::set>(statement);
        clauses.template visit_one<place::from>(statement);
        clauses.template visit_one<place::conflict>(statement);
        clauses.template visit_one<place::where>(statement);
        clauses.template visit_one<place::group>(statement);
        clauses.template visit_one<place::having>(statement);
        clauses.template visit_one<place::window>(statement);
        clauses.template visit_one<place::order>(statement);
        clauses.template visit_one<place::limit>(statement);
        clauses.template visit_one<place::offset>(statement);
        clauses.template visit_one<place::lock>(statement);
        clauses.template visit_one<place::lock_of>(statement);
        clauses.template visit_one<place::lock_wait>(statement);
        clauses.template visit_one<place::returning>(statement);
    }
}

}  // namespace detail

}  // namespace orm
