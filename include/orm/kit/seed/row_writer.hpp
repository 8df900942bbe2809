// SPDX-License-Identifier: MIT
// The values of one row as a line of COPY's text format. Each is a function of seed, column and row.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <orm/kit/seed/moments.hpp>
#include <orm/kit/seed/plan.hpp>
#include <orm/kit/seed/texts.hpp>

namespace orm::kit::seeding {

class row_writer {
public:
    explicit row_writer(const seed_plan& plan) : plan_(plan) {}

    /// Appends the row with its line end. Columns of references that wait are NULL where they can be.
    void write(std::string& out, const table_plan& table, std::uint64_t row) const {
        for (std::size_t at = 0; at < table.columns.size(); ++at) {
            if (at != 0) out += '\t';
            const column_plan& column = table.columns[at];
            const bool waits = column.reference != none && !column.column->is_not_null &&
                               table.references[column.reference].is_late;
            if (waits || !write_field(out, table, at, row)) out += "\\N";
        }
        out += '\n';
    }

    /// Gives:    false for NULL; then nothing is written.
    bool write_field(std::string& out, const table_plan& table, std::size_t column,
                     std::uint64_t row) const {
        const std::size_t start = out.size();
        if (!write_value(out, table, column, row)) return false;
        escape(out, start);
        return true;
    }

private:
    bool write_value(std::string& out, const table_plan& table, std::size_t position,
                     std::uint64_t row) const {
        const column_plan& column = table.columns[position];
        if (column.reference != none) return write_reference(out, table, column, row);
        if (column.is_counted) {
            fake::append_number(
                out, column.first_number + static_cast<std::int64_t>(row - table.first_row));
            return true;
        }
        fake::place at{row, fake::random(start_of(column.stream, table, row)), column.is_unique,
                       column.max_characters};
        if (column.null_share > 0 &&
            at.random.happens(null_share_of(column.null_share, table, row)))
            return false;
        if (column.is_combined) {
            const std::uint64_t place = column.counts_all_rows ? row : row - table.first_row;
            out +=
                column
                    .finite[combination(column.divisor, column.turn, place) % column.finite.size()];
            return true;
        }
        if (column.follows != none && write_follower(out, table, column, at)) return true;
        column.is_text ? write_text(out, column, at) : column.maker.write(out, at);
        return true;
    }

    /// Checks that refuse a row often ask which columns are NULL: then half of them are.
    static std::uint64_t null_share_of(int share, const table_plan& table, std::uint64_t row) {
        const bool is_first = table.attempts_of(row) == 0 || share >= 1000;
        return is_first ? static_cast<std::uint64_t>(share) : 500;
    }

    /// Where the random numbers for a row begin; another place for every attempt.
    static std::uint64_t start_of(std::uint64_t stream, const table_plan& table,
                                  std::uint64_t row) {
        return fake::mixed(stream + row + (table.attempts_of(row) << 48));
    }

    static std::uint64_t combination(std::uint64_t divisor, std::uint64_t turn, std::uint64_t row) {
        return row / divisor + (turn != 0 ? row % divisor : 0);
    }

    void write_text(std::string& out, const column_plan& column, fake::place& at) const {
        const std::size_t start = out.size();
        column.maker.write(out, at);
        const std::size_t most = column.max_characters;
        if (column.is_unique && !column.maker.knows_unique) {
            std::string suffix;
            if (most == 0 || most > 12) suffix += '-';
            fake::append_base_36(suffix, at.row);
            if (most != 0) fake::cut_characters(out, start, most - std::min(most, suffix.size()));
            out += suffix;
        } else if (most != 0) {
            fake::cut_characters(out, start, most);
        }
        while (out.size() - start < column.min_characters) out += 'x';
        if (column.is_lower_case)
            for (std::size_t byte = start; byte < out.size(); ++byte)
                if (out[byte] >= 'A' && out[byte] <= 'Z')
                    out[byte] = static_cast<char>(out[byte] + 32);
    }

    /// A moment or a number behind that of another column of the row.
    bool write_follower(std::string& out, const table_plan& table, const column_plan& column,
                        fake::place& at) const {
        std::string before;
        if (table.columns[column.follows].follows != none) return false;
        if (!write_value(before, table, column.follows, at.row)) return false;
        const std::string& type = column.column->type.name;
        if (type == "date" || type.rfind("timestamp", 0) == 0) {
            constexpr std::int64_t day = fake::moments::seconds_of_day;
            const std::int64_t first = fake::moments::seconds_of(before) + day;
            fake::moments::append_moment(out, first + at.random.between(0, 30 * day));
            return true;
        }
        std::int64_t number = 0;
        std::size_t digit = 0;
        for (; digit < before.size() && before[digit] >= '0' && before[digit] <= '9'; ++digit)
            number = number * 10 + (before[digit] - '0');
        if (digit == 0) return false;
        fake::append_number(out, number + at.random.between(1, 100));
        return true;
    }

    bool write_reference(std::string& out, const table_plan& table, const column_plan& column,
                         std::uint64_t row) const {
        const reference_plan& reference = table.references[column.reference];
        const std::uint64_t parents = reference.target == none
                                          ? reference.existing.size()
                                          : plan_.tables[reference.target].count;
        const std::uint64_t parent = parent_of(table, reference, row, parents);
        if (parent >= parents) return false;
        if (reference.target == none) {
            out += reference.existing[parent][column.reference_column];
            return true;
        }
        const table_plan& target = plan_.tables[reference.target];
        const std::size_t position =
            target.position_of(reference.key->referenced_columns[column.reference_column]);
        return position != none && write_value(out, target, position, target.first_row + parent);
    }

    /// Gives:    `parents` when the row has none.
    std::uint64_t parent_of(const table_plan& table, const reference_plan& of, std::uint64_t row,
                            std::uint64_t parents) const {
        const std::uint64_t place = row - table.first_row;
        fake::random draw(start_of(of.stream, table, row));
        if (of.null_share > 0 && draw.happens(null_share_of(of.null_share, table, row)))
            return parents;
        switch (of.rule) {
            case parent_rule::one_to_one: return std::min(place, parents);
            case parent_rule::earlier:
                if (place == 0 && of.null_share > 0) return parents;
                return draw.below(of.null_share > 0 ? place : place + 1);
            case parent_rule::counted: return counted_parent(of, place);
            case parent_rule::combined: return combined_parent(table, of, place, parents);
            case parent_rule::drawn: break;
        }
        return parents == 0 ? parents : draw.below(parents);
    }

    static std::uint64_t counted_parent(const reference_plan& of, std::uint64_t place) {
        const auto found = std::upper_bound(of.first_rows.begin(), of.first_rows.end(), place);
        return static_cast<std::uint64_t>(found - of.first_rows.begin()) - 1;
    }

    static std::uint64_t combined_parent(const table_plan& table, const reference_plan& of,
                                         std::uint64_t place, std::uint64_t parents) {
        if (parents == 0) return parents;
        if (of.shuffled > 1)
            place = fake::shuffled(place, of.shuffled, fake::hash_of(table.table->name));
        if (of.counted == none) return combination(of.divisor, of.turn, place) % parents;
        const reference_plan& counted = table.references[of.counted];
        const std::uint64_t parent = counted_parent(counted, place);
        const std::uint64_t child = place - counted.first_rows[parent];
        return (child + fake::mixed(of.stream + parent)) % parents;
    }

    /// COPY reads `\`, tabs and line ends as its own.
    static void escape(std::string& out, std::size_t start) {
        constexpr std::string_view special = "\\\t\n\r";
        std::size_t at = out.find_first_of(special, start);
        if (at == std::string::npos) return;
        const std::string value = out.substr(at);
        out.resize(at);
        for (const char character : value) {
            if (special.find(character) == special.npos) {
                out += character;
                continue;
            }
            out += '\\';
            out += character == '\t'   ? 't'
                   : character == '\n' ? 'n'
                   : character == '\r' ? 'r'
                                       : '\\';
        }
    }

    const seed_plan& plan_;
};

}  // namespace orm::kit::seeding
