// SPDX-License-Identifier: MIT
// Functions and arithmetic of dates and times.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/time/date_trunc") {
    return to_sql(select(orm::date_trunc<"month">(items.seen), orm::date_trunc<"day">(items.born))
                      .from(items));
}
ORM_GOLDEN("functions/time/date_trunc_grouped") {
    return to_sql(select(orm::date_trunc<"month">(items.seen), orm::count())
                      .from(items)
                      .group_by(orm::date_trunc<"month">(items.seen)));
}
ORM_GOLDEN("functions/time/extract") {
    return to_sql(
        select(orm::extract<"year">(items.born), orm::extract<"epoch">(items.span)).from(items));
}
ORM_GOLDEN("functions/time/date_part") {
    return to_sql(select(orm::date_part<"dow">(items.opened)).from(items));
}
ORM_GOLDEN("functions/time/age") {
    return to_sql(select(orm::age(items.seen), orm::age(items.closed, items.seen)).from(items));
}
ORM_GOLDEN("functions/time/date_bin") {
    return to_sql(select(orm::date_bin(orm::pg::interval{0, 0, std::chrono::minutes(15)},
                                       items.seen, items.closed))
                      .from(items));
}
ORM_GOLDEN("functions/time/isfinite") {
    return to_sql(
        select(items.id).from(items).where(orm::isfinite(items.seen) && orm::isfinite(items.span)));
}
ORM_GOLDEN("functions/time/justify") {
    return to_sql(select(orm::justify_days(items.span), orm::justify_hours(items.span),
                         orm::justify_interval(items.span))
                      .from(items));
}
ORM_GOLDEN("functions/time/to_char") {
    return to_sql(select(orm::to_char(items.seen, "YYYY-MM"), orm::to_char(items.price, "990.00"))
                      .from(items));
}
ORM_GOLDEN("functions/time/to_date") {
    return to_sql(select(orm::to_date(items.name, "YYYY-MM-DD"), orm::to_number(items.name, "999"))
                      .from(items));
}
ORM_GOLDEN("functions/time/to_timestamp") {
    return to_sql(
        select(orm::to_timestamp(items.ratio), orm::to_timestamp(items.name, "YYYY")).from(items));
}
ORM_GOLDEN("functions/time/make") {
    return to_sql(select(orm::make_date(2024, 1, items.stock), orm::make_time(12, 30, 1.5),
                         orm::make_timestamp(2024, 1, 2, 3, 4, 5.5))
                      .from(items));
}
ORM_GOLDEN("functions/time/make_timestamptz") {
    return to_sql(select(orm::make_timestamptz(2024, 1, 2, 3, 4, 5.5),
                         orm::make_timestamptz(2024, 1, 2, 3, 4, 5.5, "UTC"))
                      .from(items));
}
ORM_GOLDEN("functions/time/clocks") {
    return to_sql(select(orm::current_date(), orm::localtimestamp(), orm::clock_timestamp(),
                         orm::statement_timestamp(), orm::now(), items.id)
                      .from(items));
}
ORM_GOLDEN("functions/time/at_time_zone") {
    return to_sql(select(orm::at_time_zone(items.seen, "Europe/Berlin"),
                         orm::at_time_zone(items.opened, "UTC"))
                      .from(items));
}
ORM_GOLDEN("functions/time/at_time_zone_of_a_sum") {
    return to_sql(select(orm::at_time_zone(items.seen + items.span, "UTC")).from(items));
}
ORM_GOLDEN("functions/time/difference_of_moments") {
    return to_sql(select(items.closed - items.seen, items.born - items.born).from(items));
}
ORM_GOLDEN("functions/time/moment_plus_duration") {
    return to_sql(select(items.seen + std::chrono::hours(24), items.seen - std::chrono::days(7),
                         items.seen + std::chrono::months(1))
                      .from(items));
}
ORM_GOLDEN("functions/time/moment_plus_interval") {
    return to_sql(
        select(items.opened + items.span, items.span + items.opened, items.hour - items.span)
            .from(items));
}
ORM_GOLDEN("functions/time/date_plus_days") {
    return to_sql(
        select(items.born + items.stock, items.born - items.stock, items.born + items.hour)
            .from(items));
}
ORM_GOLDEN("functions/time/interval_arithmetic") {
    return to_sql(
        select(items.span * 2, 2 * items.span, items.span / 3, items.span + items.span, -items.span)
            .from(items));
}
ORM_GOLDEN("functions/time/older_than") {
    return to_sql(select(items.id).from(items).where(items.seen < orm::now() - items.span));
}
