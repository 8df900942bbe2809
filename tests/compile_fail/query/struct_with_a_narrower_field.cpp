// SPDX-License-Identifier: MIT
// Rule: as<Struct>() never narrows a value.
// expect: fills the struct's fields in the order of the select list
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

struct Narrow {
    std::int16_t id;
    std::string name;
};

void a_struct_with_a_short_id() {
    auto query = orm::select(users.id, users.name).from(users);
    auto valid = orm::to_sql(orm::select(users.id, users.name).from(users));
#ifdef ORM_EXPECT_ERROR
    auto wrong = orm::to_sql(query.as<Narrow>());
#endif
}
