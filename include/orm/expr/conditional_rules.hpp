// SPDX-License-Identifier: MIT
// The rule of case, greatest, least and nullif.
#pragma once

namespace orm {

namespace rule {

/// Rule: the values of case, greatest() and least() have one type.
template <class Type, class Value, bool Holds>
struct one_type_for_all_values {
    static_assert(
        Holds,
        "orm: the values of case_when(), greatest(), least() and nullif() need one SQL type; "
        "one_type_for_all_values<...> names the type so far and the value that differs. "
        "Convert it: orm::cast<orm::pg::text>(...).");
    static constexpr bool holds = Holds;
};

}  // namespace rule

}  // namespace orm
