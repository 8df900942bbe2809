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

}  // namespace detail

/// The methods that send a statement. The functions behind them live in the session layer.
///
/// Throws:   orm::error and its leaf types, with the caller's line.
template <class Self>
struct runnable_rows {
    /// Every row, in a std::vector.
    auto all(source_location where = source_location::current()) const {
        static_cast<void>(rule::query_without_database<detail::is_bound<Self>>{});
        if constexpr (detail::is_bound<Self>) return fetch_all(self().session(), self(), where);
    }

    /// The first row, or nothing. The rest is not fetched into C++ values.
    auto first(source_location where = source_location::current()) const {
        static_cast<void>(rule::query_without_database<detail::is_bound<Self>>{});
        if constexpr (detail::is_bound<Self>) return fetch_first(self().session(), self(), where);
    }

    /// The only row.
    /// Throws:   no_rows, too_many_rows.
    auto one(source_location where = source_location::current()) const {
        static_cast<void>(rule::query_without_database<detail::is_bound<Self>>{});
        if constexpr (detail::is_bound<Self>) return fetch_one(self().session(), self(), where);
    }

    /// Every row, one by one, in constant memory: `for (User const& user : query.stream())`.
    auto stream(source_location where = source_location::current()) const {
        static_cast<void>(rule::query_without_database<detail::is_bound<Self>>{});
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
        static_cast<void>(rule::query_without_database<detail::is_bound<Self>>{});
        if constexpr (detail::is_bound<Self>)
            return execute_statement(self().session(), self(), where);
    }

private:
    constexpr const Self& self() const { return static_cast<const Self&>(*this); }
};

}  // namespace orm
