// SPDX-License-Identifier: MIT
// The rules of calls. Umbrella headers include them first, for the way to a rule is part of its error.
#pragma once

namespace orm {

namespace rule {

/// Rule: a function is called with as many arguments as it takes.
template <int Given, bool Holds>
struct argument_count {
    static_assert(
        Holds,
        "orm: this SQL function takes another number of arguments; argument_count<...> says "
        "how many were given. Its doc comment shows the call.");
    static constexpr bool holds = Holds;
};

/// Rule: arguments have the types that the function takes.
template <class Argument, class Expected, bool Holds>
struct argument_type {
    static_assert(Holds,
                  "orm: an argument has an SQL type that this function does not take. "
                  "argument_type<argument, expected type> names both. Convert it: "
                  "orm::cast<orm::pg::text>(...); a NULL or an optional is no argument.");
    static constexpr bool holds = Holds;
};

}  // namespace rule

}  // namespace orm
