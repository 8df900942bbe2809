// SPDX-License-Identifier: MIT
// What will be written: tables in order, rows of each, how each column gets its values.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/kit/seed/maker.hpp>

namespace orm::kit::seeding {

inline constexpr std::size_t none = static_cast<std::size_t>(-1);

/// Which row of the referenced table a row belongs to.
enum class parent_rule {
    drawn,       ///< any, by chance
    earlier,     ///< of the same table, one with a smaller number
    one_to_one,  ///< the row of the same number
    counted,     ///< each parent gets a number of rows: `first_rows`
    combined,    ///< with others, each combination once: `divisor`, `count`
};

/// One foreign key.
struct reference_plan {
    const catalog::foreign_key* key = nullptr;
    std::size_t target = none;  ///< position of the table, none when it is not seeded
    std::uint64_t stream = 0;
    parent_rule rule = parent_rule::drawn;
    int null_share = 0;
    bool is_late = false;  ///< written by an update, when both tables have rows
    std::uint64_t divisor = 1;
    std::uint64_t turn = 0;
    std::uint64_t shuffled = 0;  ///< of so many combinations, not of the first ones; 0: no shuffle
    std::vector<std::uint64_t> first_rows{};           ///< by parent, with the sum at the end
    std::vector<std::vector<std::string>> existing{};  ///< keys of a table that is not seeded
    std::size_t counted = none;  ///< combined with the children of this reference's parents
    std::uint64_t least_per_parent = 0;
    std::uint64_t most_per_parent = 0;
};

/// One column that is written.
struct column_plan {
    const catalog::column* column = nullptr;
    std::uint64_t stream = 0;
    fake::any_maker maker{};
    bool is_text = false;
    bool is_unique = false;
    bool is_lower_case = false;
    bool is_counted = false;  ///< first_number + row: keys of sequences
    std::int64_t first_number = 1;
    int null_share = 0;
    std::size_t min_characters = 0;
    std::size_t max_characters = 0;
    std::size_t follows = none;  ///< the column whose value comes before this one's
    std::vector<std::string> finite{};
    bool counts_all_rows = false;  ///< combinations go on from rows that were there
    bool is_combined = false;      ///< finite values by row: `divisor`
    std::uint64_t divisor = 1;
    std::uint64_t turn = 0;
    std::size_t reference = none;
    std::size_t reference_column = 0;
};

struct table_plan {
    const catalog::table* table = nullptr;
    std::uint64_t count = 0;
    std::uint64_t first_row = 0;  ///< rows that are there already are not repeated
    std::vector<column_plan> columns{};
    std::vector<reference_plan> references{};
    /// How often each row was drawn again until the table's checks took it; empty for never.
    std::vector<std::uint8_t> attempts{};

    std::uint64_t attempts_of(std::uint64_t row) const {
        return row - first_row < attempts.size() ? attempts[row - first_row] : 0;
    }

    std::size_t position_of(const std::string& column) const {
        for (std::size_t at = 0; at < columns.size(); ++at)
            if (columns[at].column->name == column) return at;
        return none;
    }
};

/// All tables, in the order in which they are written.
struct seed_plan {
    std::vector<table_plan> tables{};

    std::size_t position_of(const std::string& schema, const std::string& name) const {
        for (std::size_t at = 0; at < tables.size(); ++at)
            if (tables[at].table->schema == schema && tables[at].table->name == name) return at;
        return none;
    }
};

}  // namespace orm::kit::seeding
