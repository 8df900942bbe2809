// SPDX-License-Identifier: MIT
// Everything that a program needs to migrate its database.
#pragma once

#include <orm/migrate/run.hpp>
