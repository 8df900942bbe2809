// SPDX-License-Identifier: MIT
// Sequences, and the numbers that they share with identity columns.
#pragma once

#include <cstdint>
#include <limits>
#include <string>

namespace orm::catalog {

/// The options of CREATE SEQUENCE. The defaults are those of an ascending bigint sequence.
struct sequence_options {
    std::int64_t increment = 1;
    std::int64_t minimum = 1;
    std::int64_t maximum = std::numeric_limits<std::int64_t>::max();
    std::int64_t start = 1;
    std::int64_t cache = 1;
    bool cycles = false;

    friend bool operator==(const sequence_options&, const sequence_options&) = default;
};

/// A sequence that belongs to no column. Those of serial and identity columns are part of the column.
struct sequence {
    std::string schema;
    std::string name;
    std::string type = "bigint";
    sequence_options options;
    std::string comment;

    friend bool operator==(const sequence&, const sequence&) = default;
};

}  // namespace orm::catalog
