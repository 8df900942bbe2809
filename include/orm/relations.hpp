// SPDX-License-Identifier: MIT
// Relations: related rows with find(), in a fixed number of statements.
#pragma once

#include <orm/query.hpp>
#include <orm/relations/find.hpp>
#include <orm/relations/relation.hpp>
#include <orm/relations/relation_of.hpp>
#include <orm/relations/statements.hpp>
