// SPDX-License-Identifier: MIT
// Aggregates with filters, orders and ordered sets.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/aggregate/string_agg") {
    return to_sql(select(orm::string_agg(items.name, ", ")).from(items));
}
ORM_GOLDEN("functions/aggregate/string_agg_ordered") {
    return to_sql(select(orm::string_agg(items.name, ", ").order_by(items.stock.desc(), items.name))
                      .from(items));
}
ORM_GOLDEN("functions/aggregate/string_agg_distinct") {
    return to_sql(select(orm::string_agg(items.name, ", ").distinct()).from(items));
}
ORM_GOLDEN("functions/aggregate/array_agg") {
    return to_sql(select(orm::array_agg(items.name), orm::array_agg(items.note)).from(items));
}
ORM_GOLDEN("functions/aggregate/array_agg_ordered_and_filtered") {
    return to_sql(select(orm::array_agg(items.name)
                             .order_by(items.name.asc().nulls_first())
                             .filter(items.active))
                      .from(items));
}
ORM_GOLDEN("functions/aggregate/bools") {
    return to_sql(
        select(orm::bool_and(items.active), orm::bool_or(items.active), orm::every(items.stock > 0))
            .from(items));
}
ORM_GOLDEN("functions/aggregate/bit_aggregates") {
    return to_sql(select(orm::bit_and(items.flags), orm::bit_or(items.flags)).from(items));
}
ORM_GOLDEN("functions/aggregate/deviations") {
    return to_sql(select(orm::stddev(items.stock), orm::stddev_pop(items.ratio),
                         orm::stddev_samp(items.price))
                      .from(items));
}
ORM_GOLDEN("functions/aggregate/variances") {
    return to_sql(
        select(orm::variance(items.stock), orm::var_pop(items.ratio), orm::var_samp(items.price))
            .from(items));
}
ORM_GOLDEN("functions/aggregate/correlations") {
    return to_sql(select(orm::corr(items.ratio, items.stock),
                         orm::covar_pop(items.ratio, items.ratio),
                         orm::covar_samp(items.ratio, items.ratio))
                      .from(items));
}
ORM_GOLDEN("functions/aggregate/json_aggregates") {
    return to_sql(select(orm::json_agg(items.name), orm::jsonb_agg(items.price),
                         orm::jsonb_object_agg(items.name, items.stock),
                         orm::json_object_agg(items.name, items.stock))
                      .from(items));
}
ORM_GOLDEN("functions/aggregate/filter") {
    return to_sql(
        select(orm::count().filter(items.active), orm::sum(items.stock).filter(items.stock > 3))
            .from(items));
}
ORM_GOLDEN("functions/aggregate/distinct_sum") {
    return to_sql(select(orm::sum(items.stock).distinct()).from(items));
}
ORM_GOLDEN("functions/aggregate/percentile") {
    return to_sql(select(orm::percentile_cont(0.5).within_group(items.ratio),
                         orm::percentile_disc(0.9).within_group(items.stock.desc()))
                      .from(items));
}
ORM_GOLDEN("functions/aggregate/ordered_set_filtered") {
    return to_sql(select(orm::mode().within_group(items.span).filter(items.active)).from(items));
}
ORM_GOLDEN("functions/aggregate/mode") {
    return to_sql(select(orm::mode().within_group(items.name)).from(items));
}
ORM_GOLDEN("functions/aggregate/in_having") {
    return to_sql(
        select(items.name)
            .from(items)
            .group_by(items.name)
            .having(orm::bool_and(items.active) && orm::count().filter(items.stock > 1) > 2));
}
ORM_GOLDEN("functions/aggregate/in_arithmetic") {
    return to_sql(
        select(orm::sum(items.stock) / orm::count(), orm::max(items.stock) - orm::min(items.stock))
            .from(items));
}
ORM_GOLDEN("functions/aggregate/of_an_expression") {
    return to_sql(
        select(orm::sum(items.stock * items.flags), orm::avg(orm::char_length(items.name)))
            .from(items));
}
