// SPDX-License-Identifier: MIT
// as<Struct>() with a struct that holds itself deeper than with() goes.
// expect: orm: this struct holds itself, but with() ends here
#include <orm/relations.hpp>
#include "support/family_schema.hpp"

struct leaf {
    std::string name;
};
struct parent {
    std::string name;
    std::vector<leaf> invited;
};
struct endless {
    std::string name;
    std::vector<endless> invited;
};
extern const orm::database db;

void as_struct_that_holds_itself() {
    [[maybe_unused]] auto valid = db.find(members).with(member_invited).as<parent>().all();
#ifdef ORM_EXPECT_ERROR
    [[maybe_unused]] auto wrong = db.find(members).with(member_invited).as<endless>().all();
#endif
}
