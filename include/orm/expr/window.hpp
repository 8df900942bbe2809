// SPDX-License-Identifier: MIT
// Windows: partition by, order by, frames, and over().
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

#include <orm/core/config.hpp>
#include <orm/expr/aggregate_call.hpp>
#include <orm/expr/kinds.hpp>
#include <orm/expr/order.hpp>
#include <orm/expr/rules.hpp>

namespace orm {

/// Where a frame starts or ends, in the order of rows.
enum class frame_place : std::uint8_t {
    unbounded_preceding,
    preceding,
    current_row,
    following,
    unbounded_following
};

/// A start or an end of a frame.
template <frame_place Place, std::size_t Count = 1, class Values = no_values>
struct frame_bound {
    static constexpr frame_place place = Place;

    tokens<Count> sql;
    [[no_unique_address]] Values values;
};

inline constexpr frame_bound<frame_place::unbounded_preceding> unbounded_preceding{
    {{detail::text_token("unbounded preceding")}}, {}};
inline constexpr frame_bound<frame_place::current_row> current_row{
    {{detail::text_token("current row")}}, {}};
inline constexpr frame_bound<frame_place::unbounded_following> unbounded_following{
    {{detail::text_token("unbounded following")}}, {}};

namespace detail {

/// Rows and groups are counted in bigint, whatever integer was given.
template <frame_place Place, class Distance>
constexpr auto make_bound(const Distance& distance, const char* word) {
    using own = own_type_t<Distance>;
    using sql = std::conditional_t<plain_integer<Distance>, pg::int8, own>;
    auto inner = pass_as<sql>(distance);
    auto run = join_tokens(inner.sql, word);
    return frame_bound<Place, run.size(), decltype(inner.values)>{run, ORM_PASS(inner.values)};
}

/// What a window says so far.
struct window_state {
    bool is_partitioned = false;
    std::size_t order_count = 0;
    bool has_frame = false;
    bool has_exclusion = false;
};

constexpr bool needs_distance(frame_place place) {
    return place == frame_place::preceding || place == frame_place::following;
}

}  // namespace detail

/// `rows(preceding(3))`: three rows before this one. In range(), a distance of the ordering's type.
template <class Distance>
constexpr auto preceding(const Distance& distance) {
    return detail::make_bound<frame_place::preceding>(distance, " preceding");
}
template <class Distance>
constexpr auto following(const Distance& distance) {
    return detail::make_bound<frame_place::following>(distance, " following");
}

/// A window, as over() takes it:
///
///     orm::partition_by(posts.authorId).order_by(posts.createdAt.desc())
///         .rows(orm::unbounded_preceding, orm::current_row)
///
/// Source:   PostgreSQL manual, "Window Function Calls".
template <class Facts, detail::window_state State, std::size_t Count, class Values>
class window_definition {
public:
    using facts_type = Facts;
    static constexpr detail::window_state state = State;

    constexpr window_definition(const tokens<Count>& run, Values held)
        : sql(run), values(ORM_PASS(held)) {}

    template <operand_like... Items>
    constexpr auto partition_by(const Items&... items) const {
        constexpr bool is_first =
            !State.is_partitioned && State.order_count == 0 && !State.has_frame;
        static_cast<void>(rule::window_parts<Facts, is_first>{});
        constexpr detail::window_state next{true, 0, false, false};
        return with_list<next>("partition by ", detail::list_of(items.as_expression()...));
    }

    template <operand_like... Items>
    constexpr auto order_by(const Items&... items) const {
        static_cast<void>(rule::window_parts < Facts,
                          State.order_count == 0 && !State.has_frame > {});
        constexpr detail::window_state next{State.is_partitioned, sizeof...(Items), false, false};
        return with_list<next>(State.is_partitioned ? " order by " : "order by ",
                               make_order_list(items...));
    }

    /// `rows between start and end`; with one bound, the frame ends at the current row.
    template <class Start, class... End>
    constexpr auto rows(const Start& start, const End&... end) const {
        static_cast<void>(rule::window_parts<Facts, !State.has_frame>{});
        static_cast<void>(end_rule<Start, End...>{});
        return with_frame("rows ", start, end...);
    }
    /// The same in values of the ordering: `range(preceding(pg::interval{.days = 7}), current_row)`.
    template <class Start, class... End>
    constexpr auto range(const Start& start, const End&... end) const {
        static_cast<void>(rule::window_parts<Facts, !State.has_frame>{});
        static_cast<void>(end_rule<Start, End...>{});
        constexpr bool is_distance =
            detail::needs_distance(Start::place) || (detail::needs_distance(End::place) || ...);
        static_cast<void>(rule::frame_without_order < Facts,
                          !is_distance || State.order_count == 1 > {});
        return with_frame("range ", start, end...);
    }
    /// The same in groups of rows that are equal in the ordering.
    template <class Start, class... End>
    constexpr auto groups(const Start& start, const End&... end) const {
        static_cast<void>(rule::window_parts<Facts, !State.has_frame>{});
        static_cast<void>(end_rule<Start, End...>{});
        static_cast<void>(rule::frame_without_order < Facts, State.order_count != 0 > {});
        return with_frame("groups ", start, end...);
    }

    constexpr auto exclude_current_row() const { return excluding(" exclude current row"); }
    constexpr auto exclude_group() const { return excluding(" exclude group"); }
    constexpr auto exclude_ties() const { return excluding(" exclude ties"); }

    tokens<Count> sql;
    [[no_unique_address]] Values values;

private:
    template <class Start>
    static constexpr bool ends_well() {
        return Start::place <= frame_place::current_row;
    }
    template <class Start, class End>
    static constexpr bool ends_well() {
        return Start::place <= End::place && Start::place != frame_place::unbounded_following &&
               End::place != frame_place::unbounded_preceding;
    }
    template <class Start, class... End>
    using end_rule =
        rule::frame_bounds<Start, type_list<End...>, window_definition::ends_well<Start, End...>()>;

    template <detail::window_state Next, class List>
    constexpr auto with_list(const char* word, List list) const {
        using made = detail::combined_facts<pg::boolean, Facts, detail::facts_of<List>>;
        auto run = detail::join_tokens(sql, word, list.sql);
        auto held = detail::join_values(values, ORM_PASS(list.values));
        return window_definition<made, Next, run.size(), decltype(held)>(run, ORM_PASS(held));
    }

    static constexpr detail::window_state framed{State.is_partitioned, State.order_count, true,
                                                 false};
    template <class Start>
    constexpr auto with_frame(const char* unit, const Start& start) const {
        return completed(detail::join_tokens(sql, separator(), unit, start.sql),
                         detail::join_values(values, start.values));
    }
    template <class Start, class End>
    constexpr auto with_frame(const char* unit, const Start& start, const End& end) const {
        return completed(
            detail::join_tokens(sql, separator(), unit, "between ", start.sql, " and ", end.sql),
            detail::join_values(detail::join_values(values, start.values), end.values));
    }
    template <std::size_t Length, class Held>
    constexpr auto completed(const tokens<Length>& run, Held held) const {
        return window_definition<Facts, framed, Length, Held>(run, ORM_PASS(held));
    }
    static constexpr const char* separator() { return Count == 0 ? "" : " "; }

    constexpr auto excluding(const char* word) const {
        static_cast<void>(rule::window_parts < Facts, State.has_frame && !State.has_exclusion > {});
        constexpr detail::window_state next{State.is_partitioned, State.order_count, true, true};
        return window_definition<Facts, next, Count + 1, Values>(detail::join_tokens(sql, word),
                                                                 values);
    }
};

/// A window of all rows, to go on from: `window().order_by(posts.createdAt)`.
constexpr auto window() {
    return window_definition<facts<pg::boolean, nulls::never>, detail::window_state{}, 0,
                             no_values>({}, {});
}

/// A window of the rows that have these values in common.
template <operand_like... Items>
constexpr auto partition_by(const Items&... items) {
    return window().partition_by(items...);
}

/// A call of a function that needs a window: row_number(), lag().
///
/// SeesFrame: a frame without rows makes it NULL.
template <class Facts, class Inner, bool SeesFrame, std::size_t Count, class Values>
struct window_call : operand<window_call<Facts, Inner, SeesFrame, Count, Values>> {
    using facts_type = Facts;
    using inner_facts = Inner;
    using value_rule = rule::window_function_without_over<typename Facts::sql_type, false>;
    static constexpr bool sees_frame = SeesFrame;

    tokens<Count> sql;
    [[no_unique_address]] Values values;

    constexpr window_call(const tokens<Count>& run, Values held)
        : sql(run), values(ORM_PASS(held)) {}

    template <class Call = window_call>
    constexpr auto as_expression() const {
        static_cast<void>(rule::window_function_without_over < typename Facts::sql_type,
                          Call::sees_frame && false > {});
        return expression<Facts, Count, Values>{{}, sql, values};
    }

    constexpr auto over() const {
        static_cast<void>(detail::window_rule<Inner, Inner>{});
        return make_over(*this);
    }
    template <class Window>
    constexpr auto over(const Window& given) const {
        static_cast<void>(detail::window_rule<Inner, typename Window::facts_type>{});
        return make_over(*this, given);
    }
};

namespace detail {

template <class Call, class Window>
constexpr nulls null_over_window() {
    if constexpr (requires { Call::sees_frame; }) {
        if (Call::sees_frame && Window::state.has_frame) return nulls::possible;
    }
    return Call::facts_type::null;
}

}  // namespace detail

template <class Call, class Window>
constexpr auto make_over(const Call& call, const Window& given) {
    using inner = typename Call::inner_facts;
    using around = typename Window::facts_type;
    static_cast<void>(rule::window_in_window < inner,
                      !detail::uses_window<inner> && !detail::uses_window < around >> {});
    using result =
        facts<typename Call::facts_type::sql_type, detail::null_over_window<Call, Window>()>;
    return detail::make_expression<detail::window_facts_of<result, inner, around>>(
        detail::join_tokens(call.sql, " over (", given.sql, ")"),
        detail::join_values(call.values, given.values));
}

template <class Call>
constexpr auto make_over(const Call& call) {
    return make_over(call, window());
}

}  // namespace orm
