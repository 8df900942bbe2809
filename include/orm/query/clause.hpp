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

/// Stands for a clause that a statement does not have.
template <class Info>
struct no_clause {
    using info = Info;
};

/// The clause type with this tag, or no_clause<Otherwise>.
template <class Tag, class Otherwise, class... Clauses>
struct find_clause {
    using type = no_clause<Otherwise>;
};
template <class Tag, class Otherwise, class First, class... Rest>
struct find_clause<Tag, Otherwise, First, Rest...>
    : std::conditional_t<std::is_same_v<typename First::tag, Tag>, std::type_identity<First>,
                         find_clause<Tag, Otherwise, Rest...>> {};

/// The clauses of a statement, in the order in which they were said.
template <class... Clauses>
struct clause_set : Clauses... {
    constexpr explicit clause_set(Clauses... given) : Clauses(std::move(given))... {}

    template <class Tag>
    static constexpr bool has = (std::is_same_v<typename Clauses::tag, Tag> || ...);

    template <class Tag, class Otherwise = void>
    using info = typename find_clause<Tag, Otherwise, Clauses...>::type::info;

    /// The clause with this tag.
    template <class Tag>
    constexpr const auto& get() const {
        return static_cast<const typename find_clause<Tag, void, Clauses...>::type&>(*this);
    }

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
        if constexpr (has<Tag>) get<Tag>().visit(visitor);
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
