// SPDX-License-Identifier: MIT
// expect: then exclude_...()
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void frame_exclusion_without_a_frame() {
    static_cast<void>(orm::window().rows(orm::current_row).exclude_ties());
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::window().exclude_ties());
#endif
}
