// SPDX-License-Identifier: MIT
// Functions and operators of ranges.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/range/contains_a_value") {
    return to_sql(select(items.id).from(items).where(orm::contains(items.levels, 5) &&
                                                     orm::contains(items.during, items.seen)));
}
ORM_GOLDEN("functions/range/contains_a_range") {
    return to_sql(
        select(items.id).from(items).where(orm::contains(items.levels, items.levels) &&
                                           orm::contained_by(items.levels, items.levels)));
}
ORM_GOLDEN("functions/range/overlaps") {
    return to_sql(select(items.id).from(items).where(orm::overlaps(items.during, items.during)));
}
ORM_GOLDEN("functions/range/bounds") {
    return to_sql(select(orm::lower(items.levels), orm::upper(items.during)).from(items));
}
ORM_GOLDEN("functions/range/questions") {
    return to_sql(select(items.id).from(items).where(
        orm::isempty(items.levels) || orm::lower_inc(items.levels) ||
        orm::upper_inc(items.levels) || orm::lower_inf(items.levels) ||
        orm::upper_inf(items.levels)));
}
ORM_GOLDEN("functions/range/adjacent") {
    return to_sql(select(items.id).from(items).where(orm::adjacent(items.levels, items.levels)));
}
ORM_GOLDEN("functions/range/left_and_right") {
    return to_sql(
        select(items.id).from(items).where(orm::strictly_left_of(items.levels, items.levels) ||
                                           orm::strictly_right_of(items.levels, items.levels)));
}
ORM_GOLDEN("functions/range/union_and_intersection") {
    return to_sql(select(orm::range_union(items.levels, items.levels),
                         orm::range_intersection(items.levels, items.levels),
                         orm::range_difference(items.levels, items.levels))
                      .from(items));
}
ORM_GOLDEN("functions/range/union_of_intersections") {
    return to_sql(
        select(orm::range_intersection(orm::range_union(items.levels, items.levels), items.levels))
            .from(items));
}
ORM_GOLDEN("functions/range/merge") {
    return to_sql(select(orm::range_merge(items.levels, items.levels)).from(items));
}
ORM_GOLDEN("functions/range/constructors") {
    return to_sql(select(orm::int4range(1, items.stock),
                         orm::tstzrange(items.seen, items.closed, "[]"),
                         orm::daterange(items.born, items.born + items.stock))
                      .from(items));
}
ORM_GOLDEN("functions/range/numeric_range") {
    return to_sql(select(orm::numrange(items.price, items.price),
                         orm::tsrange(items.opened, items.opened),
                         orm::int8range(items.id, items.id))
                      .from(items));
}
