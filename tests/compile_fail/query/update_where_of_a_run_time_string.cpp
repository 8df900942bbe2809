// expect: this is not a condition
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void update_where_of_a_run_time_string(const std::string& condition) {
    auto valid = orm::update(users).set({.name = "x"}).where(users.id == 1);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::update(users).set({.name = "x"}).where(condition);
#endif
    static_cast<void>(condition);
}
