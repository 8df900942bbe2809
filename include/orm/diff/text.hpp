// SPDX-License-Identifier: MIT
// The text tools of the catalog layer under the names of this one.
#pragma once

#include <orm/catalog/same_text.hpp>
#include <orm/catalog/sql_text.hpp>

namespace orm::diff {

using catalog::mentions;
using catalog::same_default;
using catalog::same_expression;
using catalog::with_renamed;

namespace detail {

using catalog::detail::is_blank;
using catalog::detail::literal_without_cast;
using catalog::detail::trimmed;

}  // namespace detail

}  // namespace orm::diff
