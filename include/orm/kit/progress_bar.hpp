// SPDX-License-Identifier: MIT
// A bar that stays on its line. Only a terminal gets it.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>

#include <unistd.h>

#include <orm/kit/context.hpp>

namespace orm::kit {

namespace detail {

template <class Progress>
void draw_bar(const Progress& at) {
    constexpr std::uint64_t width = 30;
    const std::uint64_t filled =
        at.rows_of_table == 0 ? width : width * at.rows_done / at.rows_of_table;
    std::fprintf(stderr, "\r[%-30.30s] %zu/%zu %-34.34s", std::string(filled, '#').c_str(),
                 std::min(at.tables_done + 1, at.table_count), at.table_count,
                 std::string(at.table).c_str());
    if (at.tables_done + 1 >= at.table_count && at.rows_done >= at.rows_of_table)
        std::fprintf(stderr, "\r%76s\r", "");
    std::fflush(stderr);
}

}  // namespace detail

/// What seed and export report their progress to; nothing where nobody looks.
template <class Progress>
std::function<void(const Progress&)> progress_bar(const context& run) {
    if (::isatty(STDERR_FILENO) != 1 || run.options().as_json) return {};
    return [](const Progress& at) { detail::draw_bar(at); };
}

}  // namespace orm::kit
