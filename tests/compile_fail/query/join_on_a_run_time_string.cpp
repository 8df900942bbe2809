// expect: this is not a condition
#include <string>

#include <orm/query.hpp>

#include "support/blog_schema.hpp"

void join_on_a_run_time_string(const std::string& condition) {
    auto valid = orm::select(users.id).from(users).join(posts, users.id == posts.authorId);
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::select(users.id).from(users).join(posts, condition);
#endif
    static_cast<void>(condition);
}
