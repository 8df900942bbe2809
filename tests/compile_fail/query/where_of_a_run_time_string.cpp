// expect: this is not a condition
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void where_of_a_run_time_string(const std::string& condition) {
    auto valid = orm::select(users.id).from(users).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).where(condition);
#endif
    static_cast<void>(condition);
}
