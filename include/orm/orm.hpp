// SPDX-License-Identifier: MIT
// Everything a program needs: tables, queries, connections, migrations.
#pragma once

// Queries come first, for the way to a rule is part of its error message.
// clang-format off
#include <orm/query.hpp>
// clang-format on

#include <orm/cache.hpp>
#include <orm/expr/functions/common.hpp>
#include <orm/migrate.hpp>
#include <orm/migrate/on_database.hpp>
#include <orm/query/row_sources.hpp>
#include <orm/relations.hpp>
#include <orm/session/connect.hpp>
