// SPDX-License-Identifier: MIT
// The order in which tables are filled, and which references have to wait.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/kit/seed/options.hpp>

namespace orm::kit::seeding {

struct ordered_table {
    const catalog::table* table = nullptr;
    std::set<const catalog::foreign_key*> late{};  ///< keys whose target stands further down
};

/// Sorts tables so that each stands behind those that it references. Where tables reference each other
/// in a circle, a key that may be NULL is filled at the end; deferrable keys never matter.
///
/// Throws:   seed_error for a circle in which no key may be NULL or be deferred.
class fill_order {
public:
    explicit fill_order(const catalog::database& of) {
        for (const catalog::table& each : of.tables)
            if (!each.is_external && !each.partition_of && each.parents.empty() &&
                !each.columns.empty())
                waiting_.push_back(&each);
    }

    std::vector<ordered_table> sorted() {
        while (!waiting_.empty())
            if (!place_next(false) && !place_next(true)) throw_circle();
        return std::move(placed_);
    }

private:
    static bool may_be_null(const catalog::table& table, const catalog::foreign_key& key) {
        for (const std::string& name : key.columns) {
            const catalog::column* column = catalog::find(table.columns, name);
            if (column != nullptr && !column->is_not_null) return true;
        }
        return false;
    }

    bool is_waiting(const catalog::foreign_key& key) const {
        for (const catalog::table* each : waiting_)
            if (each->schema == key.referenced_schema && each->name == key.referenced_table)
                return true;
        return false;
    }

    /// Places the first table that waits for nobody; with `leaves_nulls`, for nobody it cannot do without.
    bool place_next(bool leaves_nulls) {
        for (std::size_t at = 0; at < waiting_.size(); ++at) {
            const catalog::table& table = *waiting_[at];
            ordered_table found{&table, {}};
            bool is_ready = true;
            for (const catalog::foreign_key& key : table.foreign_keys) {
                const bool is_own =
                    key.referenced_schema == table.schema && key.referenced_table == table.name;
                if (is_own || !is_waiting(key) || key.checked != catalog::deferral::not_deferrable)
                    continue;
                if (leaves_nulls && may_be_null(table, key)) found.late.insert(&key);
                else is_ready = false;
            }
            if (!is_ready) continue;
            placed_.push_back(std::move(found));
            waiting_.erase(waiting_.begin() + static_cast<std::ptrdiff_t>(at));
            return true;
        }
        return false;
    }

    [[noreturn]] void throw_circle() const {
        std::string names;
        for (const catalog::table* each : waiting_)
            names += (names.empty() ? "\"" : ", \"") + each->name + "\"";
        throw seed_error(
            "seed: these tables reference each other by columns that are NOT NULL and by constraints"
            " that are not deferrable, so no row can be the first: " +
            names + "; make one of the columns nullable or one of the constraints deferrable");
    }

    std::vector<const catalog::table*> waiting_;
    std::vector<ordered_table> placed_;
};

}  // namespace orm::kit::seeding
