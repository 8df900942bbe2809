// SPDX-License-Identifier: MIT
// SQL that is known at compile time: all that may go through the simple query protocol.
#pragma once

#include <cstddef>

namespace orm::driver::postgres {

/// A string literal. No text made at run time converts to it, so the simple protocol, which would run
/// several statements in one text, never sees a value.
///
///     connection.execute_constant("begin isolation level serializable", context);
class constant_sql {
public:
    template <std::size_t Length>
    consteval constant_sql(const char (&literal)[Length])  // NOLINT(google-explicit-constructor)
        : text_(literal) {}

    constexpr const char* text() const { return text_; }

private:
    const char* text_;
};

}  // namespace orm::driver::postgres
