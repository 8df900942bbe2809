// SPDX-License-Identifier: MIT
// @> <@ && of arrays, ranges and jsonb.
#pragma once

#include <orm/expr/call.hpp>

namespace orm {

namespace detail {

/// The signature of `left @> right`: arrays and jsonb contain their like, ranges their bounds too.
template <class Left, class Right>
constexpr auto containment_signature() {
    using own = own_type_t<Left>;
    if constexpr (std::is_void_v<own>)
        return std::type_identity<pg::boolean(kind::any, kind::same)>{};
    else if constexpr (range_like_type<own>) {
        if constexpr (std::is_void_v<passed_type<kind::same, own, Right>>)
            return std::type_identity<pg::boolean(kind::range, kind::bound)>{};
        else return std::type_identity<pg::boolean(kind::range, kind::same)>{};
    } else if constexpr (array_like_type<own>)
        return std::type_identity<pg::boolean(kind::array, kind::same)>{};
    else return std::type_identity<pg::boolean(kind::jsonb, kind::same)>{};
}
template <class Left, class Right>
using contains_signature = typename decltype(containment_signature<Left, Right>())::type;

template <class Left>
constexpr auto overlap_signature() {
    using own = own_type_t<Left>;
    if constexpr (!std::is_void_v<own>) {
        if constexpr (range_like_type<own>)
            return std::type_identity<pg::boolean(kind::range, kind::same)>{};
        else return std::type_identity<pg::boolean(kind::array, kind::same)>{};
    } else return std::type_identity<pg::boolean(kind::array, kind::same)>{};
}
template <class Left>
using overlaps_signature = typename decltype(overlap_signature<Left>())::type;

}  // namespace detail

/// `contains(posts.tags, tags)` is `"posts"."tags" @> $1`: arrays, jsonb, ranges; a range also contains a
/// value between its bounds.
template <operand_like Left, class Right>
constexpr auto contains(const Left& left, const Right& right) {
    using signature = detail::contains_signature<Left, Right>;
    static_cast<void>(detail::call_rule<type_list<Left, Right>, signature>{});
    return detail::call_operator<signature>(" @> ", left, right);
}

/// `contained_by(posts.tags, tags)` is `"posts"."tags" <@ $1`.
template <operand_like Left, class Right>
constexpr auto contained_by(const Left& left, const Right& right) {
    using signature = detail::contains_signature<Left, Right>;
    static_cast<void>(detail::call_rule<type_list<Left, Right>, signature>{});
    return detail::call_operator<signature>(" <@ ", left, right);
}

/// `overlaps(posts.tags, tags)` is `"posts"."tags" && $1`: arrays and ranges.
template <operand_like Left, class Right>
constexpr auto overlaps(const Left& left, const Right& right) {
    using signature = detail::overlaps_signature<Left>;
    static_cast<void>(detail::call_rule<type_list<Left, Right>, signature>{});
    return detail::call_operator<signature>(" && ", left, right);
}

}  // namespace orm
