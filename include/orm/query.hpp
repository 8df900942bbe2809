// SPDX-License-Identifier: MIT
// What a translation unit that queries needs.
#pragma once

#include <orm/query/change.hpp>
#include <orm/query/insert.hpp>
#include <orm/query/select.hpp>
#include <orm/session/database.hpp>
#include <orm/render/text_writer.hpp>
#include <orm/schema/column_types.hpp>
#include <orm/schema/constraints.hpp>
#include <orm/schema/schema.hpp>
#include <orm/schema/table.hpp>
