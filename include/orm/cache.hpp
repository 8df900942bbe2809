// SPDX-License-Identifier: MIT
// Answers of selects kept in memory: db.cached(60s).
#pragma once

#include <orm/session/memory_cache.hpp>
