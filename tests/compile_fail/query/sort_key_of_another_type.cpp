// SPDX-License-Identifier: MIT
// expect: all of them have a key of that type
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

enum class by { age };

void sort_key_of_another_type() {
    const std::string name = "age";
    auto valid = orm::sort_by(name, orm::sort_key("age", users.age));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::sort_by(name, orm::sort_key(by::age, users.age));
#endif
}
