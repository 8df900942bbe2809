// SPDX-License-Identifier: MIT
// Every SQL type that the library knows.
#pragma once

#include <orm/schema/rare_column_types.hpp>
#include <orm/types/array.hpp>
#include <orm/types/bits.hpp>
#include <orm/types/boolean.hpp>
#include <orm/types/bytea.hpp>
#include <orm/types/composite.hpp>
#include <orm/types/date_time.hpp>
#include <orm/types/decimal_conversion.hpp>
#include <orm/types/domain.hpp>
#include <orm/types/enumeration.hpp>
#include <orm/types/extended.hpp>
#include <orm/types/floating.hpp>
#include <orm/types/geometric.hpp>
#include <orm/types/hstore.hpp>
#include <orm/types/integer.hpp>
#include <orm/types/interval.hpp>
#include <orm/types/json.hpp>
#include <orm/types/mapping.hpp>
#include <orm/types/multi_array.hpp>
#include <orm/types/network.hpp>
#include <orm/types/numeric.hpp>
#include <orm/types/opaque.hpp>
#include <orm/types/postgis.hpp>
#include <orm/types/range.hpp>
#include <orm/types/system.hpp>
#include <orm/types/text.hpp>
#include <orm/types/text_extensions.hpp>
#include <orm/types/text_search.hpp>
#include <orm/types/timestamp.hpp>
#include <orm/types/uuid.hpp>
#include <orm/types/vector.hpp>
