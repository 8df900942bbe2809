// SPDX-License-Identifier: MIT
// A table may stand in an unnamed namespace, as those of one test or one source file do.
#include <orm/query.hpp>

namespace {

template <class M>
struct draft_table {
    orm::bigint<M, orm::primary_key> id;
    orm::text<M> firstLine;
};
constexpr auto drafts = orm::table<draft_table>("draft");

static_assert(drafts.firstLine.name() == "first_line");
static_assert(orm::to_sql(orm::select().from(drafts)) ==
              R"(select "id", "first_line" from "draft")");

}  // namespace
