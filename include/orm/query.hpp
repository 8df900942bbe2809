// SPDX-License-Identifier: MIT
// What a translation unit that queries needs.
#pragma once

// First the headers whose rules speak in compiler errors: the shorter the way to them, the shorter the
// error.
// clang-format off
#include <orm/expr/rules.hpp>
#include <orm/query/rules.hpp>
#include <orm/query/change_rules.hpp>
#include <orm/query/nested_rules.hpp>
#include <orm/schema/field_rules.hpp>
#include <orm/expr/comparison.hpp>
// clang-format on

#include <orm/expr/arithmetic.hpp>
#include <orm/expr/cast.hpp>
#include <orm/expr/collate.hpp>
#include <orm/expr/functions.hpp>
#include <orm/expr/row_value.hpp>
#include <orm/query/change.hpp>
#include <orm/query/derived.hpp>
#include <orm/query/dynamic_columns.hpp>
#include <orm/query/dynamic_conditions.hpp>
#include <orm/query/dynamic_order.hpp>
#include <orm/query/grouping_sets.hpp>
#include <orm/query/insert.hpp>
#include <orm/query/raw_sql.hpp>
#include <orm/query/select.hpp>
#include <orm/query/set_operation.hpp>
#include <orm/query/subquery.hpp>
#include <orm/query/unsafe_raw.hpp>
#include <orm/query/view.hpp>
#include <orm/query/with.hpp>
#include <orm/render/text_writer.hpp>
#include <orm/schema/column_types.hpp>
#include <orm/schema/constraints.hpp>
#include <orm/schema/schema.hpp>
#include <orm/schema/table.hpp>
#include <orm/session/database.hpp>
