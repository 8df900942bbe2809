// SPDX-License-Identifier: MIT
// What seed takes, tells while it runs, and gives.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <orm/core/error.hpp>
#include <orm/kit/seed/maker.hpp>

namespace orm {

/// Thrown when a schema cannot be filled: what is in the way, and which refinement helps.
struct seed_error : error {
    using error::error;
};

/// How far a seed is.
struct seed_progress {
    const std::string& table;
    std::uint64_t rows_done;
    std::uint64_t rows_of_table;
    std::size_t tables_done;
    std::size_t table_count;
};

struct seed_options {
    std::uint64_t count = 100;  ///< rows of each table that no refinement counts otherwise
    std::uint64_t seed = 0;     ///< the same seed gives the same bytes on every machine
    std::function<void(const seed_progress&)> on_progress{};
};

/// Rows that were written.
struct seed_report {
    struct table {
        std::string schema;
        std::string name;
        std::uint64_t rows = 0;
    };
    std::vector<table> tables;

    std::uint64_t rows() const {
        std::uint64_t sum = 0;
        for (const table& each : tables) sum += each.rows;
        return sum;
    }
};

/// One wish about a table or a column; orm::refine() makes it.
struct seed_refinement {
    std::string schema;
    std::string table;
    std::string column;  ///< empty for wishes about the table
    std::optional<std::uint64_t> count{};
    std::optional<fake::any_maker> maker{};
    std::uint64_t least_per_parent = 0;
    std::uint64_t most_per_parent = 0;  ///< 0: parents are drawn
    bool is_left_out = false;
};

}  // namespace orm
