// SPDX-License-Identifier: MIT
// How a statement that is bound to a database runs: all, first, one, execute.
#pragma once

#include <type_traits>

#include <orm/core/source_location.hpp>
#include <orm/query/clause.hpp>
#include <orm/query/rules.hpp>

namespace orm {

namespace detail {

template <class Statement>
inline constexpr bool is_bound = !std::is_same_v<typename Statement::session_type, no_session>;

/// The rule that a whole statement breaks, or rule::statement_is_complete. What writes or runs a
/// statement names it first, for that makes the shortest error.
template <class Statement>
using whole_rule = typename Statement::template complete_rule<false>;
/// The same for a statement that stands inside of another.
template <class Statement>
using nested_rule = typename Statement::template complete_rule<true>;

template <class Statement, bool IsBound = is_bound<Statement>>
struct run_rule_of {
    using type = rule::query_without_database<false>;
};
template <class Statement>
struct run_rule_of<Statement, true> {
    using type = whole_rule<Statement>;
};
/// The rule that running a statement by itself breaks.
template <class Statement>
using run_rule = typename run_rule_of<Statement>::type;

/// Carries a rule as a value, so that a function can choose one without asking it.
template <class Rule>
using chosen_rule = std::type_identity<Rule>;

}  // namespace detail

/// The methods that send a statement. The functions behind them live in the session layer.
///
/// Throws:   orm::error and its leaf types, with the caller's line.
template <class Self>
struct runnable_rows {
    /// Every row, in a std::vector.
    auto all(source_location where = source_location::current()) const {
        static_cast<void>(detail::run_rule<Self>{});
        if constexpr (detail::is_bound<Self>) return fetch_all(self().session(), self(), where);
    }

    /// The first row, or nothing. The rest is not fetched into C++ values.
    auto first(source_location where = source_location::current()) const {
        static_cast<void>(detail::run_rule<Self>{});
        if constexpr (detail::is_bound<Self>) return fetch_first(self().session(), self(), where);
    }

    /// The only row.
    /// Throws:   no_rows, too_many_rows.
    auto one(source_location where = source_location::current()) const {
        static_cast<void>(detail::run_rule<Self>{});
        if constexpr (detail::is_bound<Self>) return fetch_one(self().session(), self(), where);
    }

    /// Every row, one by one, in constant memory: `for (User const& user : query.stream())`.
    auto stream(source_location where = source_location::current()) const {
        static_cast<void>(detail::run_rule<Self>{});
        if constexpr (detail::is_bound<Self>) return open_stream(self().session(), self(), where);
    }

private:
    constexpr const Self& self() const { return static_cast<const Self&>(*this); }
};

/// For statements that give a number of rows instead of rows.
template <class Self>
struct runnable_count {
    /// Sends the statement. Gives the number of rows that it changed.
    auto execute(source_location where = source_location::current()) const {
        static_cast<void>(detail::run_rule<Self>{});
        if constexpr (detail::is_bound<Self>)
            return execute_statement(self().session(), self(), where);
    }

private:
    constexpr const Self& self() const { return static_cast<const Self&>(*this); }
};

}  // namespace orm
