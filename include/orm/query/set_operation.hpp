// SPDX-License-Identifier: MIT
// union, intersect and except of two statements.
#pragma once

#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/arithmetic.hpp>
#include <orm/query/derived.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/query/runnable.hpp>
#include <orm/query/select.hpp>

namespace orm {

/// A column of a set operation: found as Facts of the first select, as wide as both sides need.
template <class Facts, class Sql, nulls Nulls>
struct merged_facts : facts<Sql, Nulls> {};

namespace detail {

template <class Facts, class Sql, nulls Nulls, class Wanted>
inline constexpr bool selects<cell_item<merged_facts<Facts, Sql, Nulls>>, Wanted> =
    selects<cell_item<Facts>, Wanted>;

template <class Facts, class Sql, nulls Nulls>
struct is_named_item<cell_item<merged_facts<Facts, Sql, Nulls>>> : is_named_item<cell_item<Facts>> {
};

/// The type in which PostgreSQL brings two columns together; void when it does not.
/// Source:   PostgreSQL manual, "UNION, CASE, and Related Constructs".
template <class Left, class Right>
constexpr auto common_type() {
    constexpr int left = number_rank<Left>;
    constexpr int right = number_rank<Right>;
    if constexpr (std::is_same_v<Left, Right>) return std::type_identity<Left>{};
    else if constexpr (left != 0 && right != 0)
        return std::type_identity<typename number_of_rank<(left > right ? left : right)>::type>{};
    else if constexpr (std::is_same_v<typename Left::family, typename Right::family> &&
                       std::is_same_v<typename Left::family, pg::family::string>)
        return std::type_identity<pg::text>{};
    else return std::type_identity<void>{};
}

template <class Left, class LeftSources, class Right, class RightSources>
struct merged_item {
    static constexpr bool fits = false;
    using type = Left;
};
template <class Left, class LeftSources, class Right, class RightSources>
struct merged_item<cell_item<Left>, LeftSources, cell_item<Right>, RightSources> {
    using sql_type =
        typename decltype(common_type<typename Left::sql_type, typename Right::sql_type>())::type;
    static constexpr bool fits = !std::is_void_v<sql_type>;
    static constexpr bool can_be_null = cell_item<Left>::template can_be_null<LeftSources> ||
                                        cell_item<Right>::template can_be_null<RightSources>;
    using type =
        cell_item<merged_facts<Left, std::conditional_t<fits, sql_type, typename Left::sql_type>,
                               can_be_null ? nulls::possible : nulls::never>>;
};
template <class Left, class LeftSources, class Right, class RightSources>
struct merged_item<table_item<Left>, LeftSources, table_item<Right>, RightSources> {
    static constexpr bool fits = std::is_same_v<typename Left::row, typename Right::row> &&
                                 !LeftSources::can_miss(type_list<Left>{}) &&
                                 !RightSources::can_miss(type_list<Right>{});
    using type = table_item<Left>;
};

template <class Left, class LeftSources, class Right, class RightSources>
struct merged_shape {
    static constexpr bool fits = false;
    using type = Left;
};
template <class... Left, class LeftSources, class... Right, class RightSources>
    requires(sizeof...(Left) == sizeof...(Right))
struct merged_shape<shape<Left...>, LeftSources, shape<Right...>, RightSources> {
    static constexpr bool fits = (merged_item<Left, LeftSources, Right, RightSources>::fits && ...);
    using type = shape<typename merged_item<Left, LeftSources, Right, RightSources>::type...>;
};

template <class Left, class Right>
using shape_of_both = merged_shape<typename Left::result::shape, typename Left::sources,
                                   typename Right::result::shape, typename Right::sources>;

/// Only the tables of outer statements are left of the tables of two statements.
template <class List>
struct outer_sources;
template <class... Models>
struct outer_sources<type_list<Models...>> {
    using type = sources<outer_source<Models>...>;
};

inline constexpr tokens<1> opening_word{{text_token("(")}};
inline constexpr tokens<1> closing_word{{text_token(")")}};

/// `(statement)`, with conditions of its own.
template <class Statement>
constexpr void visit_side(const Statement& side, outline& statement) {
    statement.run(opening_word);
    statement.begin_conditions();
    side.visit_body(statement);
    statement.run(closing_word);
}

template <class... Items>
constexpr auto output_order(const Items&... items) {
    return make_clause<place::order, void>(
        join_tokens(" order by ", plain_token(token_kind::bare_names), list_tokens(items...),
                    restored_names),
        list_values(items...));
}

/// The first rule that a whole set operation breaks, one of a side included.
template <bool IsNested, class Left, class Right, class Into, class Sources>
constexpr auto broken_rule_of_both() {
    using complete = rule::statement_is_complete;
    using alone = typename outer_check<IsNested, Sources>::type;
    if constexpr (!std::is_void_v<alone>)
        return chosen_rule<rule::correlated_alone<alone, false>>{};
    else if constexpr (!std::is_same_v<nested_rule<Left>, complete>)
        return chosen_rule<nested_rule<Left>>{};
    else if constexpr (!std::is_same_v<nested_rule<Right>, complete>)
        return chosen_rule<nested_rule<Right>>{};
    else if constexpr (!struct_fits<Into, typename shape_of_both<Left, Right>::type, Sources>)
        return chosen_rule<rule::row_struct_fits<Into, false>>{};
    else return chosen_rule<complete>{};
}

}  // namespace detail

/// Two statements whose rows are put together. Immutable, as a select is.
///
/// Owns:     both statements. Session is that of the first one.
/// Source:   PostgreSQL manual, "Combining Queries".
template <class Session, class Left, class Right, class Into, class Clauses>
class [[nodiscard(
    "orm: nothing is sent yet: end with .all(), .first(), .one() or .stream()")]] set_operation
    : public runnable_rows<set_operation<Session, Left, Right, Into, Clauses>>,
      public nesting_words<set_operation<Session, Left, Right, Into, Clauses>> {
    using place = detail::place;
    using merged = detail::shape_of_both<Left, Right>;

public:
    using session_type = detail::session_of<Session>;
    using sources = typename detail::outer_sources<
        detail::union_of_lists<detail::outer_models<Left>, detail::outer_models<Right>>>::type;

    struct result {
        using shape = typename merged::type;
        using row = typename std::conditional_t<std::is_same_v<Into, detail::no_struct>,
                                                typename shape::template row_for<sources>,
                                                std::type_identity<Into>>::type;
    };

    constexpr set_operation(Session session, Left left, const char* word, Right right,
                            Clauses clauses)
        : session_(session),
          left_(ORM_PASS(left)),
          word_{{detail::text_token(word)}},
          right_(ORM_PASS(right)),
          clauses_(ORM_PASS(clauses)) {}

    /// Sorts all rows by columns of the first select list, or by orm::output<"name">.
    template <operand_like... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto order_by(const Items&... items) const {
        static_cast<void>(twice<place::order>{});
        (static_cast<void>(order_rule<Items>{}), ...);
        return appended(detail::output_order(items...));
    }

    /// At most this many of all rows.
    template <class Count>
    constexpr auto limit(const Count& count) const {
        static_cast<void>(detail::count_rule<Count>{});
        static_cast<void>(twice<place::limit>{});
        return appended(detail::count_clause<place::limit>(" limit ", count));
    }

    /// Leaves out the first of all rows.
    template <class Count>
    constexpr auto offset(const Count& count) const {
        static_cast<void>(detail::count_rule<Count>{});
        static_cast<void>(twice<place::offset>{});
        return appended(detail::count_clause<place::offset>(" offset ", count));
    }

    /// Rows become Struct, an aggregate whose fields take the columns in their order.
    template <class Struct>
    constexpr auto as() const {
        return set_operation<Session, Left, Right, Struct, Clauses>(
            session_, left_, word_.items[0].name, right_, clauses_);
    }

    constexpr const session_type& session() const { return session_; }

    /// The rule of the whole statement that it breaks, one of a side included.
    template <bool IsNested>
    using complete_rule = typename decltype(detail::broken_rule_of_both<IsNested, Left, Right, Into,
                                                                        sources>())::type;

    constexpr void visit(outline& statement) const {
        detail::visit_before(session_, statement);
        visit_body(statement);
    }

    /// Without what orm::with() put before it.
    constexpr void visit_body(outline& statement) const {
        detail::visit_side(left_, statement);
        statement.run(word_);
        detail::visit_side(right_, statement);
        detail::visit_clauses(clauses_, statement);
    }

private:
    friend struct detail::select_access;

    template <class Operand>
    using order_rule = rule::set_operation_order<
        Operand, detail::list_selects<typename merged::type, detail::facts_of<Operand>>>;
    template <place Place>
    using twice = rule::clause_twice<detail::place_name<Place>, !Clauses::template has<Place>>;

    template <class Clause>
    constexpr auto appended(Clause added) const {
        return set_operation<Session, Left, Right, Into, detail::chain<Clauses, Clause>>(
            session_, left_, word_.items[0].name, right_, {clauses_, ORM_PASS(added)});
    }

    Session session_;
    Left left_;
    tokens<1> word_;
    Right right_;
    [[no_unique_address]] Clauses clauses_;
};

namespace detail {

/// A set operation's columns have the names of its first select's.
template <class Session, class Left, class Right, class Into, class Clauses>
constexpr void read_outputs(const set_operation<Session, Left, Right, Into, Clauses>& operation,
                            output_names& names) {
    read_outputs(select_access::left(operation), names);
}

}  // namespace detail

namespace detail {

template <class Left, class Right>
using set_operation_rule =
    rule::set_operation_columns<typename Left::result::shape, typename Right::result::shape,
                                shape_of_both<Left, Right>::fits>;

}  // namespace detail

template <class Left, query_like Right>
constexpr auto make_set_operation(const Left& left, const char* word, const Right& right) {
    static_cast<void>(detail::set_operation_rule<Left, Right>{});
    if constexpr (detail::shape_of_both<Left, Right>::fits) {
        const auto& session = detail::select_access::session(left);
        return set_operation<std::remove_cvref_t<decltype(session)>, Left, Right, detail::no_struct,
                             detail::no_clauses>(session, left, word, right, {});
    } else {
        return left;
    }
}

}  // namespace orm
