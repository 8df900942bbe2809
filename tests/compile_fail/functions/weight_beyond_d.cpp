// SPDX-License-Identifier: MIT
// expect: a weight is
#include <orm/functions.hpp>
#include <orm/query.hpp>

#include "support/function_schema.hpp"

void weight_beyond_d() {
    static_cast<void>(orm::setweight<'D'>(items.document));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(orm::setweight<'E'>(items.document));
#endif
}
