// SPDX-License-Identifier: MIT
// Sees to it that keys and unique columns get no value twice.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/sql_text.hpp>
#include <orm/kit/seed/plan.hpp>

namespace orm::kit::seeding {

namespace detail {

/// The column sets of a table that are unique, small ones first.
inline std::vector<std::vector<std::string>> unique_sets(const catalog::table& of) {
    std::vector<std::vector<std::string>> sets;
    if (of.primary_key) sets.push_back(of.primary_key->columns);
    for (const catalog::unique_constraint& each : of.uniques) sets.push_back(each.columns);
    for (const catalog::index& each : of.indexes) {
        std::vector<std::string> columns;
        for (const catalog::index_key& key : each.keys) {
            // `lower(email)` is unique when email is, in small letters.
            std::string name = key.value;
            if (key.is_expression)
                for (const catalog::column& column : of.columns)
                    if (catalog::mentions(key.value, column.name)) name = column.name;
            columns.push_back(name);
        }
        if (each.is_unique) sets.push_back(std::move(columns));
    }
    std::sort(sets.begin(), sets.end(), [](const auto& lhs, const auto& rhs) {
        return std::pair(lhs.size(), lhs) < std::pair(rhs.size(), rhs);
    });
    return sets;
}

class unique_keeper {
public:
    unique_keeper(seed_plan& plan, table_plan& table) : plan_(plan), table_(table) {}

    void keep(const std::vector<std::string>& set) {
        std::vector<std::size_t> members;
        for (const std::string& name : set) {
            const std::size_t at = table_.position_of(name);
            if (at == none) return;  // filled by the database
            if (is_distinct(table_.columns[at])) return;
            members.push_back(at);
        }
        // A column that may be NULL is the second choice: an index may take NULL for a value.
        for (const bool is_not_null : {true, false})
            for (const std::size_t at : members)
                if (table_.columns[at].column->is_not_null == is_not_null &&
                    make_unique(table_.columns[at]))
                    return;
        if (members.size() == 1 && make_one_to_one(table_.columns[members[0]])) return;
        combine(members);
    }

private:
    bool is_distinct(const column_plan& of) const {
        if (of.reference != none)
            return table_.references[of.reference].rule == parent_rule::one_to_one;
        return of.is_unique || of.is_counted;
    }

    /// NULL comes again and again, which `nulls not distinct` does not take.
    static bool make_unique(column_plan& of) {
        if (of.reference != none || !of.finite.empty() || !of.maker.write) return false;
        of.is_unique = true;
        if (of.maker.null_share < 0) of.null_share = 0;
        return true;
    }

    std::uint64_t parents_of(const reference_plan& of) const {
        return of.target == none ? of.existing.size() : plan_.tables[of.target].count;
    }

    bool make_one_to_one(column_plan& of) {
        if (of.reference == none) return false;
        reference_plan& reference = table_.references[of.reference];
        if (reference.rule == parent_rule::counted && reference.most_per_parent == 1) return true;
        if (reference.key->columns.size() != 1) return false;
        reference.rule = parent_rule::one_to_one;
        reference.null_share = 0;
        if (of.column->is_not_null) lower_count(parents_of(reference));
        return true;
    }

    void lower_count(std::uint64_t rows) { table_.count = std::min(table_.count, rows); }

    /// Rows count through all combinations of parents and of values of which there are few.
    void combine(const std::vector<std::size_t>& members) {
        if (combine_with_counted(members)) return;
        const bool may_shuffle = is_only_set(members);
        std::uint64_t combinations = 1;
        std::vector<std::size_t> seen;
        for (const std::size_t at : members) {
            column_plan& column = table_.columns[at];
            if (column.reference != none) {
                if (std::find(seen.begin(), seen.end(), column.reference) != seen.end()) continue;
                seen.push_back(column.reference);
                combine(table_.references[column.reference], combinations);
            } else if (!column.finite.empty()) {
                column.is_combined = true;
                column.null_share = 0;
                advance(column.divisor, column.turn, column.finite.size(), combinations);
            }
        }
        if (may_shuffle)
            for (const std::size_t at : seen) table_.references[at].shuffled = combinations;
        if (!seen.empty()) return lower_count(combinations);
        // Rows of an earlier run have used the first combinations; new parents make new ones.
        for (const std::size_t at : members) table_.columns[at].counts_all_rows = true;
        lower_count(combinations - std::min(combinations, table_.first_row));
    }

    /// Whether rows may be any of all combinations, as those of a join table are, and not the first
    /// ones: its members are references that no other unique set counts through.
    bool is_only_set(const std::vector<std::size_t>& members) {
        bool is_only = true;
        for (const std::size_t at : members) {
            const std::size_t reference = table_.columns[at].reference;
            is_only = is_only && reference != none &&
                      table_.references[reference].rule != parent_rule::combined;
        }
        if (!is_only)
            for (reference_plan& each : table_.references) each.shuffled = 0;
        return is_only;
    }

    void combine(reference_plan& of, std::uint64_t& combinations) const {
        of.null_share = 0;
        of.rule = parent_rule::combined;
        advance(of.divisor, of.turn, parents_of(of), combinations);
    }

    /// The children of one parent get different rows of every other table.
    bool combine_with_counted(const std::vector<std::size_t>& members) {
        std::size_t counted = none;
        for (const std::size_t at : members) {
            const std::size_t reference = table_.columns[at].reference;
            if (reference != none && table_.references[reference].rule == parent_rule::counted)
                counted = reference;
        }
        if (counted == none) return false;
        for (const std::size_t at : members) {
            const std::size_t reference = table_.columns[at].reference;
            if (reference == none || reference == counted) continue;
            table_.references[reference].rule = parent_rule::combined;
            table_.references[reference].null_share = 0;
            table_.references[reference].counted = counted;
        }
        return true;
    }

    static void advance(std::uint64_t& divisor, std::uint64_t& turn, std::uint64_t choices,
                        std::uint64_t& combinations) {
        divisor = combinations;
        turn = combinations > 1 ? 1 : 0;
        const std::uint64_t most = static_cast<std::uint64_t>(-1);
        combinations =
            choices != 0 && combinations > most / choices ? most : combinations * choices;
    }

    seed_plan& plan_;
    table_plan& table_;
};

}  // namespace detail

/// Lowers the number of rows where there are not enough different values.
inline void keep_unique(seed_plan& plan, table_plan& table) {
    for (const std::vector<std::string>& set : detail::unique_sets(*table.table))
        detail::unique_keeper(plan, table).keep(set);
}

}  // namespace orm::kit::seeding
