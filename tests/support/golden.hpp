// SPDX-License-Identifier: MIT
// Registers a golden case: a piece of text that must equal what stands in golden/expected.
#pragma once

#include <concepts>
#include <string>
#include <string_view>
#include <vector>

namespace orm_test {

/// What a golden case returns: anything that a std::string can be made of.
struct golden_text {
    template <class Text>
        requires std::constructible_from<std::string, const Text&>
    // NOLINTNEXTLINE(google-explicit-constructor): `return orm::to_sql(...)` is the point.
    golden_text(const Text& source) : text(source) {}

    std::string text;
};

struct golden_case {
    std::string_view name;
    std::string_view file;
    int line;
    golden_text (*produce)();
};

inline std::vector<golden_case>& golden_cases() {
    static std::vector<golden_case> cases;
    return cases;
}

struct golden_registration {
    golden_registration(std::string_view name, std::string_view file, int line,
                        golden_text (*produce)()) {
        golden_cases().push_back({name, file, line, produce});
    }
};

}  // namespace orm_test

#define ORM_GOLDEN_JOIN_(left, right) left##right
#define ORM_GOLDEN_JOIN(left, right) ORM_GOLDEN_JOIN_(left, right)

/// `ORM_GOLDEN("select/where_equal") { return orm::to_sql(...); }` is compared with the entry
/// `-- where_equal` of golden/expected/select.sql. `golden_tests --bless` writes the files anew.
#define ORM_GOLDEN(name)                                                                           \
    static ::orm_test::golden_text ORM_GOLDEN_JOIN(golden_at_, __LINE__)();                        \
    static const ::orm_test::golden_registration ORM_GOLDEN_JOIN(                                  \
        golden_registration_at_, __LINE__)(name, __FILE__, __LINE__,                               \
                                           &ORM_GOLDEN_JOIN(golden_at_, __LINE__));                \
    static ::orm_test::golden_text ORM_GOLDEN_JOIN(golden_at_, __LINE__)()
