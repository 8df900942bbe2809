// SPDX-License-Identifier: MIT
// Text as a template argument keeps its bytes and decides the type.
#include <orm/core/fixed_string.hpp>

#include <type_traits>

template <orm::fixed_string Text>
struct named {};

static_assert(orm::fixed_string("email").view() == "email");
static_assert(orm::fixed_string("").size() == 0);
static_assert(orm::fixed_string("a\0b").size() == 3);
static_assert(std::is_same_v<named<"a">, named<"a">>);
static_assert(!std::is_same_v<named<"a">, named<"b">>);
static_assert(!std::is_same_v<named<"a">, named<"aa">>);
