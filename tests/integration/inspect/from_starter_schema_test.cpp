// SPDX-License-Identifier: MIT
// The starter example's tables, built on a server from their declaration.
#include <orm/diff/plan.hpp>
#include <orm/inspect/from_schema.hpp>
#include <orm/query.hpp>

#include "../diff/live_database.hpp"
#include "support/catch.hpp"

// In a namespace, for this program has other tables of these names.
namespace starter {
#include "../../../examples/starter/schema.hpp"
}

TEST_CASE("from_schema: the starter example, built on a server, differs in nothing") {
    const auto wanted = orm::inspect::from_schema(starter::app_schema);
    orm_test::live_database live;
    REQUIRE(live.run_all(orm::diff::make_plan({}, wanted).statements()) == "");
    const auto left = orm::diff::make_plan(live.inspect(), live.normalised(wanted));
    CHECK(orm_test::as_text(left.statements()) == "");
}
