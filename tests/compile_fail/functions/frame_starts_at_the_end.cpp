// SPDX-License-Identifier: MIT
// expect: this frame ends before it starts
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void frame_starts_at_the_end() {
    static_cast<void>(orm::window().rows(orm::unbounded_preceding));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::window().rows(orm::unbounded_following));
#endif
}
