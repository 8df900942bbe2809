// SPDX-License-Identifier: MIT
// expect: this frame ends before it starts
// expect: frame_bounds
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void frame_ends_before_it_starts() {
    static_cast<void>(orm::window().rows(orm::preceding(2), orm::current_row));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::window().rows(orm::current_row, orm::preceding(2)));
#endif
}
