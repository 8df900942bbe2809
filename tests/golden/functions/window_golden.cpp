// SPDX-License-Identifier: MIT
// Window functions and frames.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/window/row_number") {
    return to_sql(select(orm::row_number().over()).from(items));
}
ORM_GOLDEN("functions/window/row_number_of_a_partition") {
    return to_sql(
        select(orm::row_number().over(orm::partition_by(items.name).order_by(items.stock.desc())))
            .from(items));
}
ORM_GOLDEN("functions/window/ranks") {
    return to_sql(select(orm::rank().over(orm::window().order_by(items.stock)),
                         orm::dense_rank().over(orm::window().order_by(items.stock)),
                         orm::percent_rank().over(orm::window().order_by(items.stock)),
                         orm::cume_dist().over(orm::window().order_by(items.stock)))
                      .from(items));
}
ORM_GOLDEN("functions/window/ntile") {
    return to_sql(select(orm::ntile(4).over(orm::window().order_by(items.stock))).from(items));
}
ORM_GOLDEN("functions/window/lag_and_lead") {
    return to_sql(select(orm::lag(items.name).over(orm::window().order_by(items.id)),
                         orm::lead(items.name, 2).over(orm::window().order_by(items.id)),
                         orm::lag(items.stock, 1, 0).over(orm::window().order_by(items.id)))
                      .from(items));
}
ORM_GOLDEN("functions/window/first_last_nth") {
    return to_sql(select(orm::first_value(items.name).over(orm::window().order_by(items.id)),
                         orm::last_value(items.name).over(orm::window().order_by(items.id)),
                         orm::nth_value(items.name, 2).over(orm::window().order_by(items.id)))
                      .from(items));
}
ORM_GOLDEN("functions/window/aggregate_over_all") {
    return to_sql(
        select(items.stock, orm::sum(items.stock).over(), orm::count().over()).from(items));
}
ORM_GOLDEN("functions/window/aggregate_over_a_partition") {
    return to_sql(
        select(items.id, orm::avg(items.price).over(orm::partition_by(items.name, items.active)))
            .from(items));
}
ORM_GOLDEN("functions/window/filtered_aggregate_over") {
    return to_sql(
        select(orm::count().filter(items.active).over(orm::partition_by(items.name))).from(items));
}
ORM_GOLDEN("functions/window/frame_rows") {
    return to_sql(select(orm::sum(items.stock)
                             .over(orm::window().order_by(items.id).rows(orm::preceding(2),
                                                                         orm::current_row)))
                      .from(items));
}
ORM_GOLDEN("functions/window/frame_of_one_bound") {
    return to_sql(select(orm::sum(items.stock)
                             .over(orm::window().order_by(items.id).rows(orm::unbounded_preceding)))
                      .from(items));
}
ORM_GOLDEN("functions/window/frame_range") {
    return to_sql(select(orm::count().over(orm::window()
                                               .order_by(items.seen)
                                               .range(orm::preceding(orm::pg::interval{0, 7, {}}),
                                                      orm::current_row)))
                      .from(items));
}
ORM_GOLDEN("functions/window/frame_groups") {
    return to_sql(
        select(orm::count().over(
                   orm::window().order_by(items.stock).groups(orm::current_row, orm::following(1))))
            .from(items));
}
ORM_GOLDEN("functions/window/frame_exclude") {
    return to_sql(select(orm::sum(items.stock)
                             .over(orm::window()
                                       .order_by(items.id)
                                       .rows(orm::unbounded_preceding, orm::unbounded_following)
                                       .exclude_current_row()))
                      .from(items));
}
ORM_GOLDEN("functions/window/frame_exclude_more") {
    return to_sql(
        select(
            orm::sum(items.stock).over(orm::window().rows(orm::unbounded_preceding).exclude_ties()),
            orm::sum(items.stock)
                .over(orm::window().rows(orm::unbounded_preceding).exclude_group()))
            .from(items));
}
ORM_GOLDEN("functions/window/in_an_order") {
    return to_sql(select(items.id).from(items).order_by(
        orm::rank().over(orm::window().order_by(items.stock))));
}
ORM_GOLDEN("functions/window/over_a_group") {
    return to_sql(
        select(items.name, orm::sum(orm::sum(items.stock)).over(orm::window().order_by(items.name)))
            .from(items)
            .group_by(items.name));
}
ORM_GOLDEN("functions/window/in_arithmetic") {
    return to_sql(
        select(items.stock - orm::lag(items.stock, 1, 0).over(orm::window().order_by(items.id)))
            .from(items));
}
ORM_GOLDEN("functions/window/partition_by_an_expression") {
    return to_sql(select(orm::count().over(orm::partition_by(orm::date_trunc<"day">(items.seen))))
                      .from(items));
}
