// SPDX-License-Identifier: MIT
// replace() and swap_values(): std::exchange and std::swap without the type traits that each type costs.
#pragma once

namespace orm::detail {

/// Gives what a place held, and puts something else there.
template <class Value, class With>
constexpr Value replace(Value& place, With&& with) noexcept {
    Value before = static_cast<Value&&>(place);
    place = static_cast<Value>(static_cast<With&&>(with));
    return before;
}

template <class Value>
constexpr void swap_values(Value& left, Value& right) noexcept {
    Value before = static_cast<Value&&>(left);
    left = static_cast<Value&&>(right);
    right = static_cast<Value&&>(before);
}

}  // namespace orm::detail
