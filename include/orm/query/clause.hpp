// SPDX-License-Identifier: MIT
// Clauses, and the bag of clauses that a statement is.
#pragma once

#include <cstddef>
#include <type_traits>
#include <utility>

#include <orm/core/type_list.hpp>
#include <orm/expr/token.hpp>
#include <orm/expr/values.hpp>

namespace orm {

/// A statement that is not bound to a database: it can be kept, compared and written, not run.
struct no_session {};

namespace detail {

/// One clause of a statement. Tag says which one, Info what rules and results need of it.
template <class Tag, class Info, std::size_t Count, class Values>
struct clause {
    using tag = Tag;
    using info = Info;
    static constexpr std::size_t token_count = Count;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    template <class Visitor>
    constexpr void visit(Visitor& visitor) const {
        visitor.run(sql.begin(), sql.end());
        values.bind(visitor);
    }
};

template <class Tag, class Info, std::size_t Count, class Values>
constexpr auto make_clause(const tokens<Count>& run, Values values) {
    return clause<Tag, Info, Count, Values>{run, std::move(values)};
}

/// The clause with this tag. A statement inherits its clauses, so the compiler finds it by deduction.
template <class Tag, class Info, std::size_t Count, class Values>
constexpr const clause<Tag, Info, Count, Values>& get(
    const clause<Tag, Info, Count, Values>& found) {
    return found;
}

/// The Info of the clause with this tag, or Otherwise when the statement has none. Never called.
template <class Tag, class Otherwise, class Info, std::size_t Count, class Values>
std::type_identity<Info> find_info(const clause<Tag, Info, Count, Values>*);
template <class Tag, class Otherwise>
std::type_identity<Otherwise> find_info(const void*);

/// The clauses of a statement, in the order in which they were said.
template <class... Clauses>
struct clauses : Clauses... {
    constexpr explicit clauses(Clauses... given) : Clauses(std::move(given))... {}

    template <class Tag>
    static constexpr bool has = (std::is_same_v<typename Clauses::tag, Tag> || ...);

    template <class Tag, class Otherwise = void>
    using info = typename decltype(find_info<Tag, Otherwise>(
        static_cast<const clauses*>(nullptr)))::type;

    /// Calls make(clauses...).
    template <class Make>
    constexpr auto rebuilt(Make make) const {
        return make(static_cast<const Clauses&>(*this)...);
    }

    /// Calls make(clauses...) with the clause of the same tag replaced.
    template <class Make, class Replacement>
    constexpr auto rebuilt_with(Make make, Replacement replacement) const {
        return make(pick(static_cast<const Clauses&>(*this), replacement)...);
    }

    /// Writes the clause with this tag, if there is one.
    template <class Tag, class Visitor>
    constexpr void visit(Visitor& visitor) const {
        if constexpr (has<Tag>) get<Tag>(*this).visit(visitor);
    }

private:
    template <class Clause, class Replacement>
    static constexpr const auto& pick(const Clause& clause, const Replacement& replacement) {
        if constexpr (std::is_same_v<typename Clause::tag, typename Replacement::tag>)
            return replacement;
        else
            return clause;
    }
};

}  // namespace detail

}  // namespace orm
