// SPDX-License-Identifier: MIT
// as<Struct>() with a relation for which there is no member.
// expect: orm: with() loads a relation for which the struct of as<>() has no member
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

struct fitting {
    std::string name;
};
extern const orm::database db;

void as_relation_without_member() {
    [[maybe_unused]] auto valid = db.find(members).as<fitting>().all();
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = db.find(members).with(member_articles).as<fitting>().all();
#endif
}
