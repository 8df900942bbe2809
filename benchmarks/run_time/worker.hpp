// SPDX-License-Identifier: MIT
// The frame of every benchmark program: it stays connected and runs what it is told, so that programs
// take turns within one run.
//
//     in:   <workload> <operations>          out:  <wall ns> <CPU ns> <checksum>
//     in:   memory                           out:  peak resident KiB
#pragma once

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>

namespace bench {

/// Gives: a sum over what was read, equal in every program that does the same work.
template <class State>
struct workload {
    const char* name;
    std::uint64_t (*run)(State&, long operations);
};

inline std::int64_t cpu_ns() {
    timespec now{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return std::int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec;
}

/// The key of the nth point select.
inline std::int64_t key(long n) { return (n * 7919) % 10'000 + 1; }

/// Of this program alone: what getrusage() tells begins with the peak of the process that started it.
inline long peak_kib() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind("VmHWM:", 0) == 0) return std::stol(line.substr(6));
    return 0;
}

template <class State, std::size_t Count>
void answer(State& state, const workload<State> (&workloads)[Count], const std::string& name,
            long operations) {
    for (const workload<State>& one : workloads) {
        if (name != one.name) continue;
        const auto start = std::chrono::steady_clock::now();
        const std::int64_t cpu = cpu_ns();
        const std::uint64_t sum = one.run(state, operations);
        const std::int64_t used = cpu_ns() - cpu;
        const auto wall = std::chrono::steady_clock::now() - start;
        std::cout << std::chrono::nanoseconds(wall).count() << ' ' << used << ' ' << sum
                  << std::endl;
        return;
    }
    std::cout << "unsupported" << std::endl;
}

template <class State, std::size_t Count>
int serve(int argc, char** argv, const workload<State> (&workloads)[Count]) {
    if (argc != 2) {
        std::cerr << "usage: " << argv[0] << " URL\n";
        return 2;
    }
    try {
        State state(argv[1]);
        std::string name;
        while (std::cin >> name) {
            if (name == "memory") {
                std::cout << peak_kib() << std::endl;
                continue;
            }
            long operations = 0;
            std::cin >> operations;
            answer(state, workloads, name, operations);
        }
    } catch (const std::exception& thrown) {
        std::cerr << argv[0] << ": " << thrown.what() << '\n';
        return 1;
    }
    return 0;
}

}  // namespace bench
