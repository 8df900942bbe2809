// SPDX-License-Identifier: MIT
// Mathematical functions, remainders and bits.
#include <cstdint>
#include <string>
#include <vector>

#include "support/function_schema.hpp"
#include "support/golden.hpp"

using orm::select;
using orm::to_sql;

ORM_GOLDEN("functions/math/abs") {
    return to_sql(select(orm::abs(items.price), orm::abs(items.stock)).from(items));
}
ORM_GOLDEN("functions/math/ceil_and_floor") {
    return to_sql(select(orm::ceil(items.price), orm::floor(items.ratio)).from(items));
}
ORM_GOLDEN("functions/math/round") {
    return to_sql(select(orm::round(items.ratio), orm::round(items.price, 2)).from(items));
}
ORM_GOLDEN("functions/math/trunc") {
    return to_sql(select(orm::trunc(items.price), orm::trunc(items.price, 1)).from(items));
}
ORM_GOLDEN("functions/math/sqrt_and_power") {
    return to_sql(select(orm::sqrt(items.ratio), orm::power(items.ratio, 2), orm::cbrt(items.ratio))
                      .from(items));
}
ORM_GOLDEN("functions/math/mod") {
    return to_sql(select(orm::mod(items.stock, 3), orm::div(items.price, items.stock)).from(items));
}
ORM_GOLDEN("functions/math/gcd_and_lcm") {
    return to_sql(
        select(orm::gcd(items.stock, items.flags), orm::lcm(items.stock, items.flags)).from(items));
}
ORM_GOLDEN("functions/math/sign") { return to_sql(select(orm::sign(items.price)).from(items)); }
ORM_GOLDEN("functions/math/random_and_pi") {
    return to_sql(select(orm::random(), orm::pi(), items.id).from(items));
}
ORM_GOLDEN("functions/math/logarithms") {
    return to_sql(select(orm::ln(items.ratio), orm::log(items.ratio), orm::log10(items.price),
                         orm::log(2, items.stock), orm::exp(items.ratio))
                      .from(items));
}
ORM_GOLDEN("functions/math/trigonometry") {
    return to_sql(select(orm::sin(items.ratio), orm::cos(items.ratio), orm::tan(items.ratio),
                         orm::atan2(items.ratio, items.stock))
                      .from(items));
}
ORM_GOLDEN("functions/math/inverse_trigonometry") {
    return to_sql(
        select(orm::asin(items.ratio), orm::acos(items.ratio), orm::atan(items.ratio)).from(items));
}
ORM_GOLDEN("functions/math/degrees_and_radians") {
    return to_sql(select(orm::degrees(items.ratio), orm::radians(items.ratio)).from(items));
}
ORM_GOLDEN("functions/math/width_bucket") {
    return to_sql(select(orm::width_bucket(items.ratio, 0, 10, 5)).from(items));
}
ORM_GOLDEN("functions/math/remainder") { return to_sql(select(items.stock % 3).from(items)); }
ORM_GOLDEN("functions/math/remainder_binds_as_product") {
    return to_sql(select((items.stock + 1) % 3 + items.flags).from(items));
}
ORM_GOLDEN("functions/math/negation") {
    return to_sql(select(-items.stock, -(items.stock + 1), -(-items.price)).from(items));
}
ORM_GOLDEN("functions/math/negation_in_a_product") {
    return to_sql(select(-items.stock * 2).from(items));
}
ORM_GOLDEN("functions/math/bits") {
    return to_sql(select(items.flags & 4, items.flags | 1, items.flags ^ items.stock, ~items.flags)
                      .from(items));
}
ORM_GOLDEN("functions/math/shifts") {
    return to_sql(select(items.flags << 2, items.flags >> 1).from(items));
}
ORM_GOLDEN("functions/math/bits_in_a_comparison") {
    return to_sql(select(items.id).from(items).where((items.flags & 4) == 4));
}
ORM_GOLDEN("functions/math/bits_beside_sums") {
    return to_sql(
        select((items.flags & items.stock) + 1, items.flags & (items.stock + 1)).from(items));
}
ORM_GOLDEN("functions/math/bits_to_the_right") {
    return to_sql(select(items.flags | (items.stock | 1)).from(items));
}
