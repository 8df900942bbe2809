// SPDX-License-Identifier: MIT
// Catch2 2.13 or 3 behind one include, plus what every test needs: contains_text() and ORM_SKIP.
#pragma once

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <catch2/matchers/catch_matchers_all.hpp>
#define ORM_TEST_CATCH_VERSION 3
#else
#include <catch2/catch.hpp>
#define ORM_TEST_CATCH_VERSION 2
#endif

#include <cstdio>
#include <string>

namespace orm_test {

using Catch::Approx;
using Catch::Matchers::EndsWith;
using Catch::Matchers::Equals;
using Catch::Matchers::StartsWith;

/// Matches text that has `part` in it: `CHECK_THAT(error.what(), contains_text("users"))`,
/// `CHECK_THROWS_WITH(call(), contains_text("users") && contains_text("23505"))`.
inline auto contains_text(const std::string& part) {
#if ORM_TEST_CATCH_VERSION == 3
    return Catch::Matchers::ContainsSubstring(part);
#else
    return Catch::Matchers::Contains(part);
#endif
}

/// scripts/test collects these lines and shows them before its summary.
inline void report_skip(const std::string& reason, const char* file, int line) {
    std::printf("SKIPPED: %s (%s:%d)\n", reason.c_str(), file, line);
    std::fflush(stdout);
}

}  // namespace orm_test

/// Leaves the test and says why; for what the machine lacks, never for what the library lacks.
#define ORM_SKIP(reason)                                                                           \
    do {                                                                                           \
        ::orm_test::report_skip(reason, __FILE__, __LINE__);                                       \
        SUCCEED("skipped");                                                                        \
        return;                                                                                    \
    } while (false)
