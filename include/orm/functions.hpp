// SPDX-License-Identifier: MIT
// Every SQL function and operator that the library knows by name. orm/orm.hpp has the common ones.
#pragma once

// The rules come first, for the way to a rule is part of its error message.
// clang-format off
#include <orm/expr/rules.hpp>
// clang-format on

#include <orm/expr/functions/common.hpp>
#include <orm/expr/functions/range.hpp>
#include <orm/expr/functions/search.hpp>
#include <orm/expr/functions/vector.hpp>
