// SPDX-License-Identifier: MIT
// expect: PostgreSQL keeps microseconds
#include <chrono>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void moment_compared_with_nanoseconds(std::chrono::sys_time<std::chrono::nanoseconds> moment) {
    static_cast<void>(users.createdAt > std::chrono::floor<std::chrono::microseconds>(moment));
#ifdef ORM_EXPECT_ERROR
    static_cast<void>(users.createdAt > moment);
#endif
}
