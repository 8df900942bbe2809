// expect: this is not a condition
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void having_of_a_run_time_string(const std::string& condition) {
    auto valid = orm::select(users.name).from(users).group_by(users.name).having(orm::count() > 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.name).from(users).group_by(users.name).having(condition);
#endif
    static_cast<void>(condition);
}
