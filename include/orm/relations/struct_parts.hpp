// SPDX-License-Identifier: MIT
// as<Struct>(): how each member is read, and its type checked.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <orm/relations/rules.hpp>
#include <orm/relations/struct_match.hpp>

namespace orm::detail {

template <class Pointers, std::size_t At>
struct member_at;
template <auto... Pointers, std::size_t At>
struct member_at<meta::field_pointers<Pointers...>, At> {
    using type = std::tuple_element_t<At, std::tuple<std::type_identity<column_at<Pointers>>...>>;
};
template <class Struct, std::size_t At>
using member_type = typename member_at<
    decltype(meta::bindings<meta::field_count<Struct>>::template pointers<Struct>()),
    At>::type::type;

/// A member's name as a template argument, which compilers print.
template <class Struct, std::size_t At>
constexpr auto printed_name() {
    constexpr std::string_view name = meta::field_names<Struct>::list[At];
    fixed_string<name.size()> made;
    for (std::size_t i = 0; i < name.size(); ++i) made.text[i] = name[i];
    return made;
}

/// The struct of related rows that a member holds.
template <class Member>
struct held_row {
    using type = Member;
};
template <class Row>
struct held_row<std::vector<Row>> {
    using type = Row;
};
template <class Row>
struct held_row<std::optional<Row>> {
    using type = Row;
};

template <class Member, class Value>
concept takes_value = requires(Value&& value) { new Member[1]{static_cast<Value&&>(value)}; };

template <class List, std::size_t At>
struct type_at;
template <class... Types, std::size_t At>
struct type_at<type_list<Types...>, At> : std::tuple_element<At, std::tuple<Types...>> {};
template <class... Items, std::size_t At>
struct type_at<shape<Items...>, At> : std::tuple_element<At, std::tuple<Items...>> {};

/// Struct of the rows of a relation: none when the member holds the rows as the relation gives them.
template <class Relation, class Member>
struct into_for {
    using plain = typename layout<typename Relation::level_type, no_struct>::row;
    using held = typename held_row<Member>::type;
    using type = std::conditional_t<std::is_same_v<plain, held>, no_struct, held>;
};

template <class Struct, class Level, std::size_t At, member_source Source>
struct member_part;

template <class Struct, class Level, std::size_t At>
struct member_part<Struct, Level, At, member_source::column> {
    static constexpr member_match match = matches<Struct, Level>.members[At];
    using column = typename type_at<model_columns<typename Level::model>, match.index>::type;
    using part =
        cell_part<cell_item<typename column::facts_type>, typename Level::sources, match.cell>;
    using sql_type = typename column::sql_type;
};
template <class Struct, class Level, std::size_t At>
struct member_part<Struct, Level, At, member_source::extra> {
    static constexpr member_match match = matches<Struct, Level>.members[At];
    using item = typename type_at<typename Level::extras_type::items, match.index>::type;
    using part = cell_part<item, typename Level::sources, match.cell>;
};
template <class Struct, class Level, std::size_t At>
struct member_part<Struct, Level, At, member_source::relation> {
    static constexpr member_match match = matches<Struct, Level>.members[At];
    using relation = std::tuple_element_t<match.index, typename Level::relations_type>;
    using into = typename into_for<relation, member_type<Struct, At>>::type;

    template <class... Relations>
    static constexpr std::size_t offset(std::type_identity<std::tuple<Relations...>>) {
        return statement_offset<match.index, Relations...>();
    }
    using part =
        related_part<relation, offset(std::type_identity<typename Level::relations_type>{}), into>;
};
template <class Struct, class Level, std::size_t At>
struct member_part<Struct, Level, At, member_source::nothing> {
    static constexpr auto name = printed_name<Struct, At>();
    using held = typename held_row<member_type<Struct, At>>::type;
    static constexpr bool is_cycle =
        std::is_same_v<held, Struct> && !std::is_same_v<member_type<Struct, At>, Struct>;

    /// A part that only names the mistake.
    struct part {
        using type = member_type<Struct, At>;
        static type read(loaded_levels&, std::size_t, std::uint32_t) {
            throw error("a member of the struct has no source");
        }
    };
};

template <class Struct, class Level, std::size_t At>
using part_of_member = member_part<Struct, Level, At, matches<Struct, Level>.members[At].source>;

// --- rules -------------------------------------------------------------------------------------

// The broken rule is found as a type first and instantiated once, where the user's line is near.

/// The first of Rules that is not void.
template <class... Rules>
struct first_rule {
    using type = void;
};
template <class First, class... Rest>
struct first_rule<First, Rest...>
    : std::conditional_t<std::is_void_v<First>, first_rule<Rest...>, std::type_identity<First>> {};

template <class Struct, class Level>
struct broken_rule;

template <class Struct, std::size_t At, class Value>
using broken_type =
    std::conditional_t<takes_value<member_type<Struct, At>, Value>, void,
                       rule::member_takes_the_value<Struct, printed_name<Struct, At>(), false>>;

/// The rule that a member breaks; void when it breaks none.
template <class Struct, class Level, std::size_t At, member_source Source>
struct broken_member {
    using type = broken_type<Struct, At, typename part_of_member<Struct, Level, At>::part::type>;
};

template <class Struct, class Level, std::size_t At>
struct broken_member<Struct, Level, At, member_source::nothing> {
    static constexpr auto name = printed_name<Struct, At>();
    using type = std::conditional_t<part_of_member<Struct, Level, At>::is_cycle,
                                    rule::struct_does_not_hold_itself<Struct, name, false>,
                                    rule::member_has_a_source<Struct, name, false>>;
};

/// A member that holds structs of its own: theirs are the first mistakes.
template <class Struct, class Level, std::size_t At, class Into>
struct broken_related {
    using part = part_of_member<Struct, Level, At>;
    using inner = typename broken_rule<Into, typename part::relation::level_type>::type;
    using type = typename first_rule<inner>::type;
    using outer = broken_type<Struct, At, typename part::part::type>;
};
template <class Struct, class Level, std::size_t At, class Into>
    requires(!std::is_class_v<Into>)
struct broken_related<Struct, Level, At, Into> {
    using type = rule::member_takes_the_value<Struct, printed_name<Struct, At>(), false>;
    using outer = void;
};
template <class Struct, class Level, std::size_t At>
struct broken_related<Struct, Level, At, no_struct> {
    using type = void;
    using outer = broken_type<Struct, At, typename part_of_member<Struct, Level, At>::part::type>;
};

template <class Struct, class Level, std::size_t At>
struct broken_member<Struct, Level, At, member_source::relation> {
    using related =
        broken_related<Struct, Level, At, typename part_of_member<Struct, Level, At>::into>;
    using type = typename std::conditional_t<std::is_void_v<typename related::type>,
                                             std::type_identity<typename related::outer>,
                                             std::type_identity<typename related::type>>::type;
};

template <class Struct, class Level, class Indices>
struct broken_members;
template <class Struct, class Level, std::size_t... At>
struct broken_members<Struct, Level, std::index_sequence<At...>>
    : first_rule<typename broken_member<Struct, Level, At,
                                        matches<Struct, Level>.members[At].source>::type...> {};

/// The position of the first relation that has no member; their number when all have one.
template <class Struct, class Level>
constexpr std::size_t relation_without_member() {
    constexpr std::size_t count = std::tuple_size_v<typename Level::relations_type>;
    for (std::size_t i = 0; i < count; ++i)
        if (member_for_relation<Struct, Level>(i) == meta::field_count<Struct>) return i;
    return count;
}

template <class Struct, class Level, std::size_t Lonely, bool IsThere>
struct lonely_relation {
    using type = void;
};
template <class Struct, class Level, std::size_t Lonely>
struct lonely_relation<Struct, Level, Lonely, true> {
    using relation = std::tuple_element_t<Lonely, typename Level::relations_type>;
    using type =
        rule::relation_has_a_member<Struct, typename relation::link_type::child_model, false>;
};

/// The first rule that a struct breaks, or a struct inside it; void when all rules hold.
template <class Struct, class Level>
struct broken_rule {
    static constexpr std::size_t lonely = relation_without_member<Struct, Level>();
    static constexpr std::size_t count = std::tuple_size_v<typename Level::relations_type>;
    using columns = std::conditional_t<Level::columns_type::is_whole, void,
                                       rule::struct_chooses_columns<false>>;
    using relations = typename lonely_relation<Struct, Level, lonely, lonely != count>::type;
    using members =
        typename broken_members<Struct, Level,
                                std::make_index_sequence<meta::field_count<Struct>>>::type;
    using type = typename first_rule<columns, relations, members>::type;
};
template <class Level>
struct broken_rule<no_struct, Level> {
    using type = void;
};

/// The same as a type that can be said: no_rule when all rules hold.
template <class Struct, class Level>
struct spoken_rule {
    using found = typename broken_rule<Struct, Level>::type;
    using type = std::conditional_t<std::is_void_v<found>, no_rule, found>;
};

}  // namespace orm::detail
