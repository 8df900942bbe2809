// SPDX-License-Identifier: MIT
// Every SQL function and operator that the library knows by name. orm/orm.hpp has the common ones.
#pragma once

#include <orm/expr/functions/common.hpp>
#include <orm/expr/functions/range.hpp>
#include <orm/expr/functions/search.hpp>
#include <orm/expr/functions/vector.hpp>
