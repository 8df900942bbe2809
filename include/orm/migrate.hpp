// SPDX-License-Identifier: MIT
// Everything that a program needs to migrate its database.
#pragma once

#include <orm/migrate/adopt.hpp>
#include <orm/migrate/rollback.hpp>
#include <orm/migrate/run.hpp>
#include <orm/migrate/status.hpp>
#include <orm/migrate/with_database.hpp>
