// SPDX-License-Identifier: MIT
// expect: the database writes this column by itself
// expect: member_table
#include <orm/query.hpp>

#include "support/blog_schema.hpp"

template <class M>
struct member_table {
    orm::bigint<M> userId;
    orm::bigint<M> groupId;
    orm::text<M, orm::nullable> role;
    orm::text<M, orm::generated_as<"upper(role)">> shout;
};
inline constexpr auto members = orm::table<member_table>("members");

void insert_from_a_select_into_a_generated_column() {
    auto select = orm::select(users.id, users.id, users.name).from(users);
    auto valid =
        orm::insert(members).columns(members.userId, members.groupId, members.role).from(select);
#ifdef ORM_EXPECT_ERROR
    auto wrong =
        orm::insert(members).columns(members.userId, members.groupId, members.shout).from(select);
#endif
}
