// SPDX-License-Identifier: MIT
// The caller's line: std::source_location, or its stand-in where the compiler has none (clang 14).
#pragma once

#include <source_location>

namespace orm {

#if defined(__cpp_lib_source_location)
using source_location = std::source_location;
#else
/// Same shape as std::source_location.
struct source_location {
    static constexpr source_location current(const char* file = __builtin_FILE(),
                                             const char* function = __builtin_FUNCTION(),
                                             unsigned line = __builtin_LINE()) {
        source_location here;
        here.file_ = file;
        here.function_ = function;
        here.line_ = line;
        return here;
    }
    constexpr const char* file_name() const { return file_; }
    constexpr const char* function_name() const { return function_; }
    constexpr unsigned line() const { return line_; }
    constexpr unsigned column() const { return 0; }

private:
    const char* file_ = "";
    const char* function_ = "";
    unsigned line_ = 0;
};
#endif

}  // namespace orm
