// SPDX-License-Identifier: MIT
// Functions of arrays. Containment is in functions/containment.hpp, any() and all() in expr/any_of.hpp.
#pragma once

#include <orm/expr/call.hpp>
#include <orm/expr/functions/containment.hpp>
#include <orm/types/array.hpp>

namespace orm {

// Source:   PostgreSQL manual, "Array Functions and Operators".

/// `array_length(array, dimension)`; NULL for an empty array, unlike cardinality().
ORM_FUNCTION(array_length, pg::int4(kind::array, pg::int4), gives_null::sometimes)
/// `cardinality(array)`: the number of elements.
ORM_FUNCTION(cardinality, pg::int4(kind::array))
ORM_FUNCTION(array_append, kind::same(kind::array, kind::element))
/// `array_prepend(element, array)`.
ORM_FUNCTION(array_prepend, kind::second(kind::any, kind::array))
ORM_FUNCTION(array_cat, kind::same(kind::array, kind::same))
ORM_FUNCTION(array_remove, kind::same(kind::array, kind::element))
ORM_FUNCTION(array_replace, kind::same(kind::array, kind::element, kind::element))
/// `array_position(array, element)`, counted from 1; NULL when it is not there.
ORM_FUNCTION(array_position, pg::int4(kind::array, kind::element), gives_null::sometimes)
ORM_FUNCTION(array_positions, pg::array<pg::int4>(kind::array, kind::element))
/// `array_to_string(array, separator, text for NULL)`; the last may be left out.
ORM_FUNCTION(array_to_string, pg::text(kind::array, pg::text, kind::optional<pg::text>))
/// `array_upper(array, dimension)`; NULL for an empty array.
ORM_FUNCTION(array_upper, pg::int4(kind::array, pg::int4), gives_null::sometimes)
ORM_FUNCTION(array_lower, pg::int4(kind::array, pg::int4), gives_null::sometimes)
/// `unnest(array)`: one row for each element. In a select list only.
ORM_FUNCTION(unnest, kind::element(kind::array), gives_null::sometimes)

/// `make_array(a, b)` is `array[a, b]`.
template <class... Elements>
    requires(operand_like<Elements> || ...)
constexpr auto make_array(const Elements&... elements) {
    using signature = kind::array_of_first(kind::any, kind::each<kind::same>);
    using check = detail::call_rule<type_list<Elements...>, signature>;
    static_cast<void>(check{});
    auto made = detail::call<signature, gives_null::never>("array[", ", ", elements...);
    made.sql.items[made.sql.size() - 1] = detail::text_token("]");
    return made;
}

/// `element_at(posts.tags, 1)` is `("posts"."tags")[$1]`, counted from 1; NULL beyond the ends.
template <operand_like Array, class Position>
constexpr auto element_at(const Array& array, const Position& position) {
    using signature = kind::element(kind::array, pg::int4);
    static_cast<void>(detail::call_rule<type_list<Array, Position>, signature>{});
    auto made = detail::call<signature, gives_null::sometimes>("(", ")[", array, position);
    made.sql.items[made.sql.size() - 1] = detail::text_token("]");
    return made;
}

}  // namespace orm
