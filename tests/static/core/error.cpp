// SPDX-License-Identifier: MIT
// Every leaf is an orm::error, and an orm::error is a std::exception.
#include <orm/core/error.hpp>

#include <concepts>
#include <exception>

template <class... Leaf>
constexpr bool are_errors = (std::derived_from<Leaf, orm::error> && ...);

static_assert(std::derived_from<orm::error, std::exception>);
static_assert(are_errors<orm::unique_violation, orm::foreign_key_violation, orm::not_null_violation,
                         orm::check_violation, orm::serialization_failure, orm::connection_lost,
                         orm::commit_unknown, orm::timeout, orm::pool_exhausted, orm::no_rows>);
