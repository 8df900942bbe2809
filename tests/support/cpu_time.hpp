// SPDX-License-Identifier: MIT
// CPU time of this process and of a server's: what a busy machine does not change.
#pragma once

#include <fstream>
#include <string>

#include <sys/resource.h>
#include <unistd.h>

namespace orm_test {

inline double own_cpu_seconds() {
    struct rusage used{};
    ::getrusage(RUSAGE_SELF, &used);
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// Of a process of this machine; 0 where the server is elsewhere.
inline double cpu_seconds_of(int process) {
    std::ifstream file("/proc/" + std::to_string(process) + "/stat");
    std::string word;
    for (int i = 0; i < 13; ++i) file >> word;
    double user = 0;
    double system = 0;
    file >> user >> system;
    return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

}  // namespace orm_test
