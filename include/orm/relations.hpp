// SPDX-License-Identifier: MIT
// Relations: related rows with find(), in a fixed number of statements.
#pragma once

// First the headers whose rules speak in compiler errors: the shorter the way to them, the shorter the
// error.
// clang-format off
#include <orm/query.hpp>
#include <orm/relations/rules.hpp>
// clang-format on

#include <orm/relations/create.hpp>
#include <orm/relations/find.hpp>
#include <orm/relations/find_stream.hpp>
#include <orm/relations/relation.hpp>
#include <orm/relations/relation_of.hpp>
#include <orm/relations/statements.hpp>
