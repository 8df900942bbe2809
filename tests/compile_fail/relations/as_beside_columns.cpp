// SPDX-License-Identifier: MIT
// as<Struct>() beside columns().
// expect: orm: as<Struct>() reads the columns that the struct's members are named after
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

struct fitting {
    std::string name;
};
extern const orm::database db;

void as_beside_columns() {
    [[maybe_unused]] auto valid = db.find(members).as<fitting>().all();
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = db.find(members).columns(members.name).as<fitting>().all();
#endif
}
