// SPDX-License-Identifier: MIT
// What is loaded at one level of a find: columns, extras, clauses and the relations below.
#pragma once

#include <cstddef>
#include <tuple>
#include <type_traits>
#include <utility>

#include <orm/expr/named.hpp>
#include <orm/query/conditions.hpp>
#include <orm/query/grouping.hpp>
#include <orm/query/ordering.hpp>
#include <orm/query/select_list.hpp>
#include <orm/relations/rules.hpp>

namespace orm {

namespace detail {

/// An extra cell with the name of its as<"name">().
template <fixed_string Name, class Facts>
struct extra_item : cell_item<Facts> {
    static constexpr auto name = Name;
};

template <class Operand>
struct extra_item_of {
    using type = cell_item<facts_of<Operand>>;
};
template <fixed_string Name, class Facts, std::size_t Count, class Values>
struct extra_item_of<named_expression_type<Name, Facts, Count, Values>> {
    using type = extra_item<Name, Facts>;
};

/// Every column of the table, as one row struct.
template <class Model>
struct whole_row {
    using items = shape<table_item<Model>>;
    static constexpr bool is_whole = true;

    token columns;

    constexpr void visit(outline& statement) const { statement.run(&columns, &columns + 1); }
    constexpr void bind(outline&) const {}
};

/// The columns and expressions of columns(...).
template <class Items, std::size_t Count, class Values>
struct chosen_columns {
    using items = Items;
    static constexpr bool is_whole = false;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    constexpr void visit(outline& statement) const { statement.run(sql); }
    constexpr void bind(outline& statement) const { values.bind(statement); }
};

/// The expressions of extra(...), each after a comma.
template <class Items, std::size_t Count, class Values>
struct extra_cells {
    using items = Items;

    tokens<Count> sql;
    [[no_unique_address]] Values values;
};
using no_extra_cells = extra_cells<shape<>, 0, no_values>;

template <class Sources>
struct first_model_of;
template <class First, class... Rest>
struct first_model_of<orm::sources<First, Rest...>> {
    using type = typename First::model;
};

/// Relations: a tuple of those that are loaded below this level.
template <class Sources, class Columns, class Extras, class Clauses, class Relations>
struct level_query {
    using sources = Sources;
    using model = typename first_model_of<Sources>::type;
    using columns_type = Columns;
    using extras_type = Extras;
    using clauses_type = Clauses;
    using relations_type = Relations;

    Columns columns;
    [[no_unique_address]] Extras extras;
    [[no_unique_address]] Clauses clauses;
    [[no_unique_address]] Relations relations;

    template <class Chosen>
    constexpr auto with_columns(Chosen chosen) const {
        return level_query<Sources, Chosen, Extras, Clauses, Relations>{std::move(chosen), extras,
                                                                        clauses, relations};
    }
    template <class More>
    constexpr auto with_extras(More more) const {
        return level_query<Sources, Columns, More, Clauses, Relations>{columns, std::move(more),
                                                                       clauses, relations};
    }
    template <class Clause>
    constexpr auto with_clause(Clause added) const {
        using longer = chain<Clauses, Clause>;
        return level_query<Sources, Columns, Extras, longer, Relations>{
            columns, extras, longer{clauses, std::move(added)}, relations};
    }
    template <class More>
    constexpr auto with_relations(More more) const {
        return level_query<Sources, Columns, Extras, Clauses, More>{columns, extras, clauses,
                                                                    std::move(more)};
    }
};

template <class Sources>
constexpr auto start_level(const token& columns) {
    using model = typename first_model_of<Sources>::type;
    return level_query<Sources, whole_row<model>, no_extra_cells, no_clauses, std::tuple<>>{
        {columns}, {}, {}, {}};
}

template <class Extras, class Operand>
struct appended_items;
template <class... Items, class Operand>
struct appended_items<shape<Items...>, Operand> {
    using type = shape<Items..., typename extra_item_of<Operand>::type>;
};

template <class Items, std::size_t Count, class Values, class Operand>
constexpr auto append_extra(const extra_cells<Items, Count, Values>& so_far,
                            const Operand& operand) {
    // A named expression is no value, so it has no as_expression().
    auto run = join_tokens(so_far.sql, ", ", item_tokens(operand));
    auto values = join_values(so_far.values, item_values(operand));
    using items = typename appended_items<Items, std::remove_cvref_t<Operand>>::type;
    return extra_cells<items, run.size(), decltype(values)>{run, std::move(values)};
}

}  // namespace detail

/// The words that find() and relations share. Self has level() and with_level(new level).
///
/// Each gives a new query or relation, `*this` stays as it is.
template <class Self>
class loading_words {
    using place = detail::place;

public:
    /// Only rows that meet the condition; several calls are joined with AND.
    ///
    /// Rejects:  columns of tables that this level does not read (column_not_in_from).
    template <class Condition>
    constexpr auto where(const Condition& condition) const {
        using check = detail::where_check<typename Self::level_type::sources, Condition>;
        static_cast<void>(typename check::rule{});
        if constexpr (check::holds) return with_clause(detail::make_where(condition));
        else return self();
    }

    /// Sorts; in a relation the rows of each parent.
    template <operand_like... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto order_by(const Items&... items) const {
        static_cast<void>(once_rule<Self, place::order>{});
        (static_cast<void>(table_rule<Self, Items>{}), ...);
        return with_clause(detail::order_clause(items...));
    }

    /// At most this many rows; in a relation for each parent.
    template <class Count>
    constexpr auto limit(const Count& count) const {
        static_cast<void>(detail::count_rule<Count>{});
        static_cast<void>(once_rule<Self, place::limit>{});
        static_cast<void>(rule::one_has_no_limit<Self::may_have_several_rows>{});
        return with_clause(detail::count_clause<place::limit>(" limit ", count));
    }

    /// Leaves out the first rows; in a relation for each parent.
    template <class Count>
    constexpr auto offset(const Count& count) const {
        static_cast<void>(detail::count_rule<Count>{});
        static_cast<void>(once_rule<Self, place::offset>{});
        static_cast<void>(rule::one_has_no_limit<Self::may_have_several_rows>{});
        return with_clause(detail::count_clause<place::offset>(" offset ", count));
    }

    /// Reads these columns instead of the whole row: `auto& [id, name, posts]`.
    template <operand_like... Items>
        requires(sizeof...(Items) != 0)
    constexpr auto columns(const Items&... items) const {
        using chosen_items = detail::shape<decltype(detail::item_of<Items>())...>;
        (static_cast<void>(table_rule<Self, Items>{}), ...);
        auto run = detail::list_tokens(items...);
        auto values = detail::list_values(items...);
        return self().with_level(self().level().with_columns(
            detail::chosen_columns<chosen_items, run.size(), decltype(values)>{run,
                                                                               std::move(values)}));
    }

    /// Adds a computed cell after the columns: `extra(orm::lower(users.name).as<"key">())`.
    template <operand_like Item>
    constexpr auto extra(const Item& item) const {
        static_cast<void>(table_rule<Self, Item>{});
        return self().with_level(
            self().level().with_extras(detail::append_extra(self().level().extras, item)));
    }

    /// Loads related rows with every row: `auto& [user, posts]`. Relations nest to any depth.
    ///
    /// Rejects:  a relation that starts at another table (relation_starts_here).
    template <class... Relations>
        requires(sizeof...(Relations) != 0)
    constexpr auto with(const Relations&... relations) const {
        using model = typename Self::level_type::model;
        (static_cast<void>(rule::relation_starts_here<
                           typename Relations::link_type::parent_model, model,
                           std::is_same_v<typename Relations::link_type::parent_model, model>>{}),
         ...);
        return self().with_level(self().level().with_relations(
            std::tuple_cat(self().level().relations, std::tuple<Relations...>(relations...))));
    }

protected:
    template <class Clause>
    constexpr auto with_clause(Clause added) const {
        return self().with_level(self().level().with_clause(std::move(added)));
    }

private:
    template <class Level, class Item,
              class Missing = detail::missing_table<typename Level::level_type::sources,
                                                    typename detail::facts_of<Item>::tables>>
    using table_rule = rule::column_not_in_from<Missing, std::is_void_v<Missing>>;

    template <class Level, place Place>
    using once_rule = rule::clause_twice<detail::place_name<Place>,
                                         !Level::level_type::clauses_type::template has<Place>>;

    constexpr const Self& self() const { return static_cast<const Self&>(*this); }
};

}  // namespace orm
