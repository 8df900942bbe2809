// expect: this clause takes columns and expressions
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void group_by_a_run_time_string(const std::string& column) {
    auto valid = orm::select(users.name).from(users).group_by(users.name);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.name).from(users).group_by(column);
#endif
    static_cast<void>(column);
}
