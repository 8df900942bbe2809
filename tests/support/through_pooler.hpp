// SPDX-License-Identifier: MIT
// What the migrator must refuse behind a pooler in transaction mode, in which words, and how that is counted.
#pragma once

#include <cstdio>

#include "support/catch.hpp"
#include "support/database.hpp"

namespace orm_test {

inline constexpr const char* pooler_advice = "connect directly, not through a transaction pooler";

/// For the pooler run (C14), which counts these lines.
inline void tell_refused(const char* file, int line) {
    std::printf("REFUSED: %s:%d\n", file, line);
    std::fflush(stdout);
}

}  // namespace orm_test

/// Ends a test of something that the migrator refuses behind a pooler, once it was refused with the advice.
/// Without a pooler it does nothing. Takes: message, an expression that does it and gives what was said.
#define ORM_POOLER_REFUSES(message)                                                                \
    do {                                                                                           \
        if (::orm_test::pooler_url() == nullptr) break;                                            \
        CHECK_THAT((message), contains_text(::orm_test::pooler_advice));                           \
        ::orm_test::tell_refused(__FILE__, __LINE__);                                              \
        return;                                                                                    \
    } while (false)
