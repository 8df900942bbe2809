// SPDX-License-Identifier: MIT
// The SQL types of nearly every schema; cheap enough to be included with every query.
#pragma once

#include <orm/types/array.hpp>
#include <orm/types/boolean.hpp>
#include <orm/types/bytea.hpp>
#include <orm/types/date_time.hpp>
#include <orm/types/enumeration.hpp>
#include <orm/types/floating.hpp>
#include <orm/types/integer.hpp>
#include <orm/types/interval.hpp>
#include <orm/types/json.hpp>
#include <orm/types/mapping.hpp>
#include <orm/types/numeric.hpp>
#include <orm/types/text.hpp>
#include <orm/types/timestamp.hpp>
#include <orm/types/uuid.hpp>
