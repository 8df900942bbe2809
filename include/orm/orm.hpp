// SPDX-License-Identifier: MIT
// Everything a program needs: tables, queries, connections, migrations.
#pragma once

#include <orm/migrate.hpp>
#include <orm/migrate/on_database.hpp>
#include <orm/query.hpp>
#include <orm/session/connect.hpp>
