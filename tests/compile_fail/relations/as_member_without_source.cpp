// SPDX-License-Identifier: MIT
// as<Struct>() with a member that nothing fills.
// expect: orm: as<Struct>() finds nothing for a member
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

struct fitting {
    std::string name;
};
struct nicknamed {
    std::string name;
    std::string nickname;
};
extern const orm::database db;

void as_member_without_source() {
    [[maybe_unused]] auto valid = db.find(members).as<fitting>().all();
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = db.find(members).as<nicknamed>().all();
#endif
}
