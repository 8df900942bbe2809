// SPDX-License-Identifier: MIT
// Everything a program needs: tables, queries, connections, migrations.
#pragma once

// Rules come first, for the way to a rule is part of its error message.
// clang-format off
#include <orm/expr/rules.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/change_rules.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/schema/field_rules.hpp>
#include <orm/query.hpp>
// clang-format on

#include <orm/cache.hpp>
#include <orm/expr/functions/common.hpp>
#include <orm/migrate.hpp>
#include <orm/migrate/on_database.hpp>
#include <orm/query/row_sources.hpp>
#include <orm/relations.hpp>
#include <orm/session/connect.hpp>
