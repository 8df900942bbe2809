// SPDX-License-Identifier: MIT
// How much memory this process uses, with sanitizers too.
#pragma once

#include <unistd.h>
#include <cstddef>
#include <fstream>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
// Source: <sanitizer/allocator_interface.h>, which g++ does not bring.
extern "C" std::size_t
__sanitizer_get_current_allocated_bytes();  // NOLINT(bugprone-reserved-identifier)
#endif

namespace orm_test {

/// Resident bytes. A sanitizer keeps freed memory for a while, so there it is what is allocated, to the byte.
inline std::ptrdiff_t memory_use() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return static_cast<std::ptrdiff_t>(__sanitizer_get_current_allocated_bytes());
#else
    std::ptrdiff_t total = 0;
    std::ptrdiff_t resident = 0;
    std::ifstream("/proc/self/statm") >> total >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
#endif
}

}  // namespace orm_test
