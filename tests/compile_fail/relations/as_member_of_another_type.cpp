// SPDX-License-Identifier: MIT
// as<Struct>() with a member that cannot hold its column.
// expect: orm: a member of the struct of as<>() cannot hold the column or relation
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

struct fitting {
    std::optional<std::int64_t> invitedBy;
};
struct never_null {
    std::int64_t invitedBy;
};
extern const orm::database db;

void as_member_of_another_type() {
    [[maybe_unused]] auto valid = db.find(members).as<fitting>().all();
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = db.find(members).as<never_null>().all();
#endif
}
