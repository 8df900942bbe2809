// SPDX-License-Identifier: MIT
// Rule: as<Struct>() fills every field.
// expect: fills the struct's fields in the order of the select list
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

struct Named {
    std::int64_t id;
    std::string name;
};
struct Surplus {
    std::int64_t id;
    std::string name;
    int more;
};

void a_struct_with_three_fields() {
    auto query = orm::select(users.id, users.name).from(users);
    auto valid = orm::to_sql(query.as<Named>());
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::to_sql(query.as<Surplus>());
#endif
}
