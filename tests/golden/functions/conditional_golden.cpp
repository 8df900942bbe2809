// SPDX-License-Identifier: MIT
// case, nullif, greatest, constants, functions of one's own.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/conditional/case") {
    return to_sql(
        select(
            orm::case_when(items.stock > 10, "many").when(items.stock > 0, "few").otherwise("none"))
            .from(items));
}
ORM_GOLDEN("functions/conditional/case_without_otherwise") {
    return to_sql(select(orm::case_when(items.active, items.name)).from(items));
}
ORM_GOLDEN("functions/conditional/case_of_columns") {
    return to_sql(select(orm::case_when(items.active, items.price).otherwise(0)).from(items));
}
ORM_GOLDEN("functions/conditional/case_in_where") {
    return to_sql(select(items.id).from(items).where(
        orm::case_when(items.active, items.stock).otherwise(0) > 3));
}
ORM_GOLDEN("functions/conditional/case_in_an_aggregate") {
    return to_sql(
        select(orm::sum(orm::case_when(items.active, items.stock).otherwise(0))).from(items));
}
ORM_GOLDEN("functions/conditional/case_named") {
    return to_sql(select(orm::case_when(items.active, 1).otherwise(2).as<"grade">()).from(items));
}
ORM_GOLDEN("functions/conditional/nullif") {
    return to_sql(
        select(orm::nullif(items.name, ""), orm::nullif(items.stock, items.flags)).from(items));
}
ORM_GOLDEN("functions/conditional/greatest_and_least") {
    return to_sql(
        select(orm::greatest(items.stock, items.flags, 3), orm::least(items.price, items.stock))
            .from(items));
}
ORM_GOLDEN("functions/conditional/coalesce_of_three") {
    return to_sql(select(orm::coalesce(items.note, items.name, "-")).from(items));
}
ORM_GOLDEN("functions/conditional/constants") {
    return to_sql(select(orm::constant<1>, orm::constant<-1>, orm::constant<"it's">,
                         orm::constant<true>, orm::constant<3000000000>)
                      .from(items));
}
ORM_GOLDEN("functions/conditional/constant_grouped") {
    return to_sql(select(items.stock / orm::constant<10>, orm::count())
                      .from(items)
                      .group_by(items.stock / orm::constant<10>));
}
ORM_GOLDEN("functions/conditional/own_function") {
    return to_sql(
        select(orm::function<"shop.discounted", orm::pg::numeric(orm::pg::numeric, orm::pg::int4)>(
                   items.price, 10))
            .from(items));
}
ORM_GOLDEN("functions/conditional/own_function_with_a_quoted_name") {
    return to_sql(
        select(orm::function<"Shout", orm::pg::text(orm::pg::text)>(items.name)).from(items));
}
ORM_GOLDEN("functions/conditional/own_aggregate") {
    return to_sql(select(orm::aggregate_function<"shop.product", orm::pg::float8(orm::pg::float8)>(
                             items.ratio)
                             .filter(items.active))
                      .from(items));
}
ORM_GOLDEN("functions/conditional/cast_of_a_function") {
    return to_sql(
        select(orm::cast<orm::pg::int4>(orm::json_get_text(items.meta, "n"))).from(items));
}
