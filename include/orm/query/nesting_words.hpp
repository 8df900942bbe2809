// SPDX-License-Identifier: MIT
// The words that put a select into another statement: as_table, union_, intersect, except.
#pragma once

#include <orm/core/fixed_string.hpp>
#include <orm/expr/facts.hpp>
#include <orm/schema/casing.hpp>

namespace orm {

/// Methods of selects and of set operations. The functions behind them live in query/derived.hpp and
/// query/set_operation.hpp.
template <class Self>
struct nesting_words {
    /// The statement as a table whose columns are those of its select list.
    ///
    ///     constexpr auto totals = orm::select(posts.authorId, orm::count().as<"posts">())
    ///         .from(posts).group_by(posts.authorId).as_table<"totals">();
    ///     orm::select(users.name, totals.column<"posts">())
    ///         .from(users).join(totals, totals[posts.authorId] == users.id)
    ///     // ... join (select "author_id", count(*) as "posts" ...) "totals" on ...
    template <fixed_string Name>
    constexpr auto as_table() const {
        static_cast<void>(detail::name_rule<Name>{});
        return make_table_of<Name>(self());
    }

    /// The statement as a table with declared columns, which it gives in this order.
    ///
    ///     template <class M> struct author_totals { orm::bigint<M> authorId; orm::bigint<M> posts; };
    ///     ....as_table<author_totals, "totals">();     // totals.authorId, totals.posts
    ///
    /// Rejects:  columns that do not fit (table_fits_query).
    template <template <class> class Table, fixed_string Name, class Casing = snake_case>
    constexpr auto as_table() const {
        static_cast<void>(detail::name_rule<Name>{});
        return make_declared_table_of<Table, Name, Casing>(self());
    }

    /// Rows of either: `(select ...) union (select ...)`.
    /// Rejects:  another number or other types of columns (set_operation_columns).
    template <class Other>
    constexpr auto union_(const Other& other) const {
        return make_set_operation(self(), " union ", other);
    }
    /// Rows of both statements, equal ones too.
    template <class Other>
    constexpr auto union_all(const Other& other) const {
        return make_set_operation(self(), " union all ", other);
    }
    /// Rows that both give.
    template <class Other>
    constexpr auto intersect(const Other& other) const {
        return make_set_operation(self(), " intersect ", other);
    }
    template <class Other>
    constexpr auto intersect_all(const Other& other) const {
        return make_set_operation(self(), " intersect all ", other);
    }
    /// Rows that the other statement does not give.
    template <class Other>
    constexpr auto except(const Other& other) const {
        return make_set_operation(self(), " except ", other);
    }
    template <class Other>
    constexpr auto except_all(const Other& other) const {
        return make_set_operation(self(), " except all ", other);
    }

private:
    constexpr const Self& self() const { return static_cast<const Self&>(*this); }
};

}  // namespace orm
