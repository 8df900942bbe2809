// SPDX-License-Identifier: MIT
// The functions that cost the compiler little: all but those of ranges, text search and pgvector.
#pragma once

// The rules come first, for the way to a rule is part of its error message.
// clang-format off
#include <orm/expr/rules.hpp>
// clang-format on

#include <orm/expr/any_of.hpp>
#include <orm/expr/collate.hpp>
#include <orm/expr/conditional.hpp>
#include <orm/expr/constant.hpp>
#include <orm/expr/function.hpp>
#include <orm/expr/functions/aggregates.hpp>
#include <orm/expr/functions/array.hpp>
#include <orm/expr/functions/bits.hpp>
#include <orm/expr/functions/json.hpp>
#include <orm/expr/functions/math.hpp>
#include <orm/expr/functions/text.hpp>
#include <orm/expr/functions/time.hpp>
#include <orm/expr/functions/window.hpp>
#include <orm/expr/window.hpp>
