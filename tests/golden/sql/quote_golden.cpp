// SPDX-License-Identifier: MIT
// How names and literals look in SQL text.
#include <orm/sql/quote.hpp>

#include "support/golden.hpp"

ORM_GOLDEN("sql/quote/identifier") { return orm::lexical::quoted_identifier("Weird \"name\""); }
ORM_GOLDEN("sql/quote/literal") { return orm::lexical::quoted_literal("it's"); }
ORM_GOLDEN("sql/quote/literal_with_backslash") { return orm::lexical::quoted_literal("C:\\it's"); }
