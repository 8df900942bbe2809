// SPDX-License-Identifier: MIT
// The rules of a whole select. A statement asks for them once, when it is written or run.
#pragma once

#include <string_view>
#include <type_traits>
#include <utility>

#include <orm/query/grouping.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/query/ordering.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/runnable.hpp>
#include <orm/query/select_rows.hpp>

namespace orm::detail {

/// The door for headers that take a select apart.
struct select_access {
    template <class Select>
    static constexpr const auto& list(const Select& select) {
        return select.list_;
    }
    template <class Select>
    static constexpr const auto& from(const Select& select) {
        return select.from_;
    }
    template <class Statement>
    static constexpr const auto& session(const Statement& statement) {
        return statement.session_;
    }
    template <class Operation>
    static constexpr const auto& left(const Operation& operation) {
        return operation.left_;
    }
    template <class Statement>
    static constexpr const auto& clauses(const Statement& statement) {
        return statement.clauses_;
    }
};

/// What distinct_on() names; nothing for select_distinct().
template <class... Facts>
struct distinct_info {};

inline constexpr tokens<1> select_opening{{text_token("select ")}};

constexpr auto distinct_clause() {
    return make_clause<place::distinct, distinct_info<>>(tokens<1>{{text_token("distinct ")}},
                                                         no_values{});
}
template <class... Items>
constexpr auto distinct_on_clause(const Items&... items) {
    return make_clause<place::distinct, distinct_info<facts_of<Items>...>>(
        join_tokens("distinct on (", list_tokens(items...), ") "), list_values(items...));
}

/// The rule that all of Used is among the tables that Sources knows.
template <class Sources, class Used, class Missing = missing_table<Sources, Used>>
using table_rule = rule::column_not_in_from<Missing, std::is_void_v<Missing>>;

/// The name that a model gives its table; none for a table that is declared by its struct alone.
template <class Model>
inline constexpr std::string_view name_of_model{};
template <template <class> class Table, fixed_string Name>
inline constexpr std::string_view name_of_model<alias_model<Table, Name>> = Name.view();
template <template <class> class Table, fixed_string Name>
inline constexpr std::string_view name_of_model<named_model<Table, Name>> = Name.view();

template <std::string_view const& Name, class... Models>
constexpr bool is_name_of(type_list<Models...>) {
    return ((name_of_model<Models> == Name) || ...);
}

/// The rule that a table of from() breaks when it or its name is there already.
template <class Sources, class Model, bool HasName = !name_of_model<Model>.empty()>
struct twice_check {
    using rule = rule::table_twice<Model, !Sources::template has<Model>>;
};
template <class Sources, class Model>
struct twice_check<Sources, Model, true> {
    static constexpr bool has_table = Sources::template has<Model>;
    static constexpr bool has_name = is_name_of<name_of_model<Model>>(typename Sources::models{});
    using rule = std::conditional_t<has_table, rule::table_twice<Model, false>,
                                    rule::name_twice<Model, !has_name>>;
};

template <class Shape, class Sources>
struct list_check {
    using rule = table_rule<Sources, typename list_grouping<Shape>::tables>;
};

/// Whether an item of order_by() is an item of the select list. Facts stand for expressions: equal ones
/// have equal facts.
template <class Facts>
struct plain_facts {
    using type = Facts;
};
template <fixed_string Name, class Facts>
struct plain_facts<named_facts<Name, Facts>> {
    using type = Facts;
};

template <class Item, class Facts>
inline constexpr bool selects = false;
template <class Selected, class Facts>
inline constexpr bool selects<cell_item<Selected>, Facts> =
    std::is_same_v<typename plain_facts<Selected>::type, Facts>;
template <fixed_string Name, class Selected>
inline constexpr bool selects<cell_item<named_facts<Name, Selected>>, output_facts<Name>> = true;
template <class Model, class Column>
inline constexpr bool selects<table_item<Model>, column_facts<Column>> =
    std::is_same_v<Model, typename Column::model>;

template <class Shape, class Facts>
inline constexpr bool list_selects = false;
template <class... Items, class Facts>
inline constexpr bool list_selects<shape<Items...>, Facts> = (selects<Items, Facts> || ...);

/// Whether names of order_by() are names of the list.
template <class Shape, class Facts>
inline constexpr bool is_known_output = true;
template <class Shape, fixed_string Name>
inline constexpr bool is_known_output<Shape, output_facts<Name>> =
    list_selects<Shape, output_facts<Name>>;

/// The first type of the list for which Test does not hold; void when it holds for all.
template <template <class> class Test, class List>
struct first_failing {
    using type = void;
};
template <template <class> class Test, class First, class... Rest>
struct first_failing<Test, type_list<First, Rest...>>
    : std::conditional_t<Test<First>::value, first_failing<Test, type_list<Rest...>>,
                         std::type_identity<First>> {};

/// The first Count types of a list.
template <std::size_t Count, class List, class... Taken>
struct first_types {
    using type = type_list<Taken...>;
};
template <std::size_t Count, class First, class... Rest, class... Taken>
    requires(sizeof...(Taken) < Count)
struct first_types<Count, type_list<First, Rest...>, Taken...>
    : first_types<Count, type_list<Rest...>, Taken..., First> {};

/// What order_by() must not have under distinct, and the rule against it.
template <class Distinct, class Shape, class Order>
struct distinct_check {
    using wrong = void;
};
template <class Order>
struct distinct_check<distinct_info<>, every_table, Order> {
    using wrong = void;
};
template <class Shape, class Order>
struct distinct_check<distinct_info<>, Shape, Order> {
    template <class Facts>
    struct is_selected {
        static constexpr bool value = list_selects<Shape, Facts>;
    };
    using wrong = typename first_failing<is_selected, Order>::type;
    using rule = rule::order_of_distinct<wrong, false>;
};
template <class First, class... Rest, class Shape, class Order>
struct distinct_check<distinct_info<First, Rest...>, Shape, Order> {
    template <class Facts>
    struct is_named {
        static constexpr bool value = contains<type_list<First, Rest...>, Facts>;
    };
    using wrong =
        typename first_failing<is_named,
                               typename first_types<1 + sizeof...(Rest), Order>::type>::type;
    using rule = rule::order_of_distinct_on<wrong, false>;
};

/// The table that a lock cannot lock; void when it can.
template <class Sources, class Of>
struct lock_check;
template <class... Sources>
struct lock_check<sources<Sources...>, void> {
    template <class Source>
    struct is_there {
        static constexpr bool value = is_outer<Source> || !Source::may_be_missing;
    };
    using wrong = typename first_failing<is_there, type_list<Sources...>>::type;
};
template <class Sources, class... Models>
struct lock_check<Sources, type_list<Models...>> {
    template <class Model>
    struct is_there {
        static constexpr bool value = !Sources::can_miss(type_list<Model>{});
    };
    using wrong = typename first_failing<is_there, type_list<Models...>>::type;
};

template <bool IsGrouped, class List, class Sources, class Group, class... Sorted>
struct ungrouped_column {
    using type = void;
};
template <class List, class Sources, class Group, class... Sorted>
struct ungrouped_column<true, List, Sources, Group, type_list<Sorted...>> {
    using shape = typename resolved_shape<typename List::shape, Sources>::type;
    using in_list = typename list_grouping<shape>::template ungrouped<Group>::type;
    using type =
        typename std::conditional_t<!std::is_void_v<in_list>, std::type_identity<in_list>,
                                    first_ungrouped_of<Group, loose_part<Sorted>...>>::type;
};

/// What a select that stands by itself must not do: look at tables of an outer statement.
template <bool IsNested, class Sources>
struct outer_check {
    using type = void;
};
template <class Sources>
struct outer_check<false, Sources>
    : std::conditional_t<Sources::is_correlated,
                         first_missing<type_list<>, typename Sources::outer::models>,
                         std::type_identity<void>> {};

/// What the rules of a whole select ask for.
template <class List, class From, class Clauses>
struct select_checks {
    using sources = typename From::sources;
    using shape = typename List::shape;
    using list = list_grouping<shape>;
    using order = typename Clauses::template info<place::order, type_list<>>;
    using having = typename Clauses::template info<place::having, type_list<>>;
    template <place Place>
    static constexpr bool has = Clauses::template has<Place>;

    template <class... Facts>
    static constexpr bool any_aggregate(type_list<Facts...>) {
        return (Facts::has_aggregate || ...);
    }

    static constexpr bool has_tables =
        sources::size != 0 ||
        (!std::is_same_v<shape, every_table> && std::is_same_v<typename list::tables, type_list<>>);
    static constexpr bool is_grouped =
        has<place::group> || has<place::having> || list::has_aggregate || any_aggregate(order{});
    static constexpr bool is_one_row = list::has_aggregate && !has<place::group> &&
                                       !has<place::having> && !has<place::limit> &&
                                       !has<place::offset>;

    using ungrouped =
        typename ungrouped_column<is_grouped, List, sources,
                                  typename Clauses::template info<place::group, group_info<>>,
                                  union_of_lists<having, order>>::type;

    using into = typename List::into;
    static constexpr bool fits_struct =
        struct_fits<into, typename resolved_shape<shape, sources>::type, sources>;

    template <class Facts>
    struct is_output {
        static constexpr bool value = is_known_output<shape, Facts>;
    };
    using unknown_output = typename first_failing<is_output, order>::type;

    using distinct =
        distinct_check<typename Clauses::template info<place::distinct, void>, shape, order>;

    static constexpr bool has_order_for_ties =
        !std::is_same_v<typename Clauses::template info<place::limit, void>, with_ties> ||
        has<place::order>;

    static constexpr bool can_lock = !has<place::lock> || (!is_grouped && !has<place::distinct>);
    using lock = lock_check<std::conditional_t<has<place::lock>, sources, orm::sources<>>,
                            typename Clauses::template info<place::lock_of, void>>;

    /// The first rule that is broken, unasked.
    template <bool IsNested, class Session>
    static constexpr auto first_broken() {
        using missing = missing_table<sources, typename list::tables>;
        using alone = typename outer_check<IsNested, sources>::type;
        if constexpr (!has_tables) return chosen_rule<rule::select_without_from<false>>{};
        else if constexpr (!std::is_void_v<missing>)
            return chosen_rule<rule::column_not_in_from<missing, false>>{};
        else if constexpr (!std::is_void_v<alone>)
            return chosen_rule<rule::correlated_alone<alone, false>>{};
        else if constexpr (!std::is_void_v<ungrouped>)
            return chosen_rule<rule::column_not_grouped<ungrouped, false>>{};
        else if constexpr (!IsNested && !std::is_void_v<undefined<Session>>)
            return chosen_rule<rule::table_without_with<undefined<Session>, false>>{};
        else if constexpr (!fits_struct) return chosen_rule<rule::row_struct_fits<into, false>>{};
        else return first_broken_of_order();
    }

private:
    template <class Session>
    using undefined = typename undefined_name<typename From::values_type,
                                              typename names_of_with<Session>::type>::type;

    static constexpr auto first_broken_of_order() {
        if constexpr (!std::is_void_v<unknown_output>)
            return chosen_rule<rule::output_not_in_list<unknown_output, false>>{};
        else if constexpr (!std::is_void_v<typename distinct::wrong>)
            return chosen_rule<typename distinct::rule>{};
        else if constexpr (!has_order_for_ties)
            return chosen_rule<rule::ties_without_order<false>>{};
        else if constexpr (!can_lock) return chosen_rule<rule::lock_of_groups<false>>{};
        else if constexpr (!std::is_void_v<typename lock::wrong>)
            return chosen_rule<rule::lock_of_outer_join<typename lock::wrong, false>>{};
        else return chosen_rule<rule::statement_is_complete>{};
    }
};

/// The first rule that a whole select breaks. A class of its own, so that a statement that only becomes a
/// part of a longer one does not ask for it.
template <bool IsNested, class Session, class List, class From, class Clauses>
struct broken_rule_of_select
    : decltype(select_checks<List, From, Clauses>::template first_broken<IsNested, Session>()) {};

}  // namespace orm::detail
