// SPDX-License-Identifier: MIT
// for_update() and its kin: rows that a select locks until its transaction ends.
#pragma once

#include <type_traits>

#include <orm/query/select_checks.hpp>

namespace orm {

namespace detail {

/// `"users", "posts"`: tables by the names that they have in from().
template <class First, class... Rest>
constexpr auto shown_names(const First& first, const Rest&... rest) {
    const token name = identifier_token(parts_of<First>::sql(first).items[0].table);
    if constexpr (sizeof...(Rest) == 0) return tokens<1>{{name}};
    else return join_tokens(name, ", ", shown_names(rest...));
}

template <place Place, class Info, class Self>
constexpr auto with_words_at(const Self& self, const char* words) {
    return self.appended(make_clause<Place, Info>(tokens<1>{{text_token(words)}}, no_values{}));
}

}  // namespace detail

/// Methods of a select. A lock without of() is for all tables of from() and the joins.
///
/// Source:   PostgreSQL manual, SELECT, "The Locking Clause".
template <class Self>
struct locking_words {
    /// Locks the rows for writing: `for update`.
    ///
    ///     tx.select().from(jobs).where(jobs.done == false).limit(1).for_update().skip_locked().first()
    ///
    /// Rejects:  groups and distinct rows (lock_of_groups); the side of an outer join that may be
    ///           missing (lock_of_outer_join).
    constexpr auto for_update() const { return locked(" for update"); }
    /// Lets others still refer to the rows by foreign keys: `for no key update`.
    constexpr auto for_no_key_update() const { return locked(" for no key update"); }
    /// Lets others read and share, but not write: `for share`.
    constexpr auto for_share() const { return locked(" for share"); }
    /// Keeps others from deleting the rows and changing their keys: `for key share`.
    constexpr auto for_key_share() const { return locked(" for key share"); }

    /// Only rows of these tables: `for update of "users"`.
    template <class... Tables>
        requires(sizeof...(Tables) != 0)
    constexpr auto of(const Tables&... tables) const {
        using clauses = typename Self::clauses_type;
        using models = type_list<typename detail::traits_of<Tables>::model...>;
        static_cast<void>(
            rule::lock_option_without_lock<clauses::template has<detail::place::lock>>{});
        static_cast<void>(detail::table_rule<typename Self::sources, models>{});
        return self().appended(detail::make_clause<detail::place::lock_of, models>(
            detail::join_tokens(" of ", detail::shown_names(tables...)), no_values{}));
    }

    /// Leaves out rows that others have locked, instead of waiting.
    constexpr auto skip_locked() const { return waiting(" skip locked"); }
    /// Throws instead of waiting for rows that others have locked.
    constexpr auto nowait() const { return waiting(" nowait"); }

private:
    constexpr const Self& self() const { return static_cast<const Self&>(*this); }

    constexpr auto locked(const char* words) const {
        using clauses = typename Self::clauses_type;
        static_cast<void>(rule::clause_twice<detail::place_name<detail::place::lock>,
                                             !clauses::template has<detail::place::lock>>{});
        return detail::with_words_at<detail::place::lock, void>(self(), words);
    }

    constexpr auto waiting(const char* words) const {
        using clauses = typename Self::clauses_type;
        static_cast<void>(
            rule::lock_option_without_lock<clauses::template has<detail::place::lock>>{});
        static_cast<void>(rule::clause_twice<detail::place_name<detail::place::lock_wait>,
                                             !clauses::template has<detail::place::lock_wait>>{});
        return detail::with_words_at<detail::place::lock_wait, void>(self(), words);
    }
};

}  // namespace orm
