// SPDX-License-Identifier: MIT
// Makes the plan of a seed: makers by name and type, references, and what keeps unique columns unique.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include <orm/catalog/database.hpp>
#include <orm/catalog/type_spelling.hpp>
#include <orm/kit/seed/by_type.hpp>
#include <orm/kit/seed/limits.hpp>
#include <orm/kit/seed/options.hpp>
#include <orm/kit/seed/plan.hpp>
#include <orm/kit/seed/table_order.hpp>
#include <orm/kit/seed/uniqueness.hpp>

namespace orm::kit::seeding {

/// What the plan has to know of the database.
struct database_facts {
    std::function<std::uint64_t(const catalog::table&)> row_count;
    std::function<std::int64_t(const catalog::table&, const std::string& column)> greatest;
    /// Keys of a table that is not seeded itself, at most ten thousand.
    std::function<std::vector<std::vector<std::string>>(const catalog::foreign_key&)> keys;
};

class planner {
public:
    planner(const catalog::database& of, const seed_options& options,
            const std::vector<seed_refinement>& refinements, const database_facts& facts)
        : of_(of), options_(options), refinements_(refinements), facts_(facts), chooser_(of) {}

    seed_plan make() {
        check_refinements();
        std::vector<ordered_table> order = fill_order(of_).sorted();
        for (const ordered_table& each : order)
            if (!is_left_out(*each.table)) add_table(*each.table);
        for (table_plan& each : plan_.tables) add_references(each, late_keys(order, each));
        for (table_plan& each : plan_.tables) finish(each);
        return std::move(plan_);
    }

private:
    const seed_refinement* refinement_of(const catalog::table& table, const std::string& column,
                                         bool (*wanted)(const seed_refinement&)) const {
        const seed_refinement* found = nullptr;
        for (const seed_refinement& each : refinements_)
            if (each.table == table.name && each.column == column && wanted(each) &&
                (each.schema.empty() || each.schema == table.schema))
                found = &each;
        return found;
    }

    void check_refinements() const {
        for (const seed_refinement& each : refinements_) {
            bool is_known = false;
            for (const catalog::table& table : of_.tables)
                is_known =
                    is_known ||
                    (table.name == each.table &&
                     (each.schema.empty() || each.schema == table.schema) &&
                     (each.column.empty() || catalog::find(table.columns, each.column) != nullptr));
            if (!is_known)
                throw seed_error("seed: the schema has no " +
                                 (each.column.empty()
                                      ? "table \"" + each.table + "\""
                                      : "column \"" + each.table + "\".\"" + each.column + "\"") +
                                 ", which a refinement names");
        }
    }

    bool is_left_out(const catalog::table& table) const {
        return refinement_of(table, "", [](const seed_refinement& each) {
                   return each.is_left_out;
               }) != nullptr;
    }

    static const std::set<const catalog::foreign_key*>& late_keys(
        const std::vector<ordered_table>& order, const table_plan& of) {
        for (const ordered_table& each : order)
            if (each.table == of.table) return each.late;
        return order.front().late;
    }

    void add_table(const catalog::table& table) {
        table_plan made;
        made.table = &table;
        made.first_row = facts_.row_count(table);
        const auto* wish = refinement_of(
            table, "", [](const seed_refinement& each) { return each.count.has_value(); });
        made.count = wish != nullptr ? *wish->count : options_.count;
        for (const catalog::column& column : table.columns) add_column(made, column);
        plan_.tables.push_back(std::move(made));
    }

    std::uint64_t stream_of(const catalog::table& table, const std::string& name) const {
        return fake::mixed(fake::mixed(options_.seed) ^ fake::hash_of(table.schema) * 3 ^
                           fake::hash_of(table.name) * 7 ^ fake::hash_of(name));
    }

    void add_column(table_plan& table, const catalog::column& column) const {
        if (column.generated) return;
        column_plan made;
        made.column = &column;
        made.stream = stream_of(*table.table, column.name);
        const limits allowed = limits_of(of_, *table.table, column);
        made.min_characters = allowed.min_characters;
        made.max_characters = allowed.max_characters;
        made.is_lower_case = allowed.is_lower_case;
        if (!column.is_not_null) made.null_share = is_seldom_set(column.name) ? 900 : 100;
        const auto* wish =
            refinement_of(*table.table, column.name,
                          [](const seed_refinement& each) { return each.maker.has_value(); });
        if (wish != nullptr) use(made, *wish->maker, column);
        else if (!choose(made, *table.table, allowed)) return;
        table.columns.push_back(std::move(made));
    }

    static void use(column_plan& into, const fake::any_maker& maker,
                    const catalog::column& column) {
        into.maker = maker;
        const std::string name = catalog::detail::split_modifier(column.type.name).first;
        into.is_text = column.type.dimensions == 0 &&
                       (name == "text" || name == "varchar" || name == "char" || name == "citext");
        if (maker.null_share >= 0) into.null_share = maker.null_share;
    }

    /// Gives:    false when the column is left to its default.
    /// Throws:   seed_error when it has none and cannot be NULL.
    bool choose(column_plan& into, const catalog::table& table, const limits& allowed) const {
        const catalog::column& column = *into.column;
        if (catalog::is_serial(column.type) || column.identity) {
            into.is_counted = true;
            into.null_share = 0;
            into.first_number = facts_.greatest(table, column.name) + 1;
            return true;
        }
        chosen_values chosen = chooser_.choose(table, column, allowed);
        if (chosen.maker) {
            into.maker = *chosen.maker;
            into.is_text = chosen.is_text;
            into.finite = std::move(chosen.finite);
            if (!allowed.not_before.empty()) into.follows = position_before(table, into, allowed);
            return true;
        }
        if (column.default_expression || !column.is_not_null || is_referencing(table, column.name))
            return is_referencing(table, column.name);
        throw seed_error("seed: nothing is known about values of type " + column.type.name +
                         " for the column \"" + table.name + "\".\"" + column.name +
                         "\"; say them: orm::refine(" + table.name + "." + column.name +
                         ", orm::fake::one_of({...}))");
    }

    /// The position that the other column will have: columns that are left out have none.
    std::size_t position_before(const catalog::table& table, const column_plan& self,
                                const limits& allowed) const {
        const catalog::column* other = catalog::find(table.columns, allowed.not_before);
        if (other == nullptr || other == self.column) return none;
        return static_cast<std::size_t>(other - table.columns.data());
    }

    static bool is_referencing(const catalog::table& table, const std::string& column) {
        for (const catalog::foreign_key& key : table.foreign_keys)
            if (std::find(key.columns.begin(), key.columns.end(), column) != key.columns.end())
                return true;
        return false;
    }

    /// Longer keys first: `(org_id, team_id)` decides about org_id.
    void add_references(table_plan& table, const std::set<const catalog::foreign_key*>& late) {
        std::vector<const catalog::foreign_key*> keys;
        for (const catalog::foreign_key& each : table.table->foreign_keys) keys.push_back(&each);
        std::sort(keys.begin(), keys.end(), [](const auto* lhs, const auto* rhs) {
            const bool have_one_size = lhs->columns.size() == rhs->columns.size();
            return have_one_size ? lhs->name < rhs->name
                                 : lhs->columns.size() > rhs->columns.size();
        });
        for (const catalog::foreign_key* key : keys)
            add_reference(table, *key, late.count(key) != 0);
        resolve_follows(table);
    }

    void resolve_follows(table_plan& table) const {
        for (column_plan& each : table.columns)
            if (each.follows != none)
                each.follows = table.position_of(table.table->columns[each.follows].name);
    }

    void add_reference(table_plan& table, const catalog::foreign_key& key, bool is_late) {
        bool is_new = false;
        bool is_refined = false;
        for (const std::string& name : key.columns) {
            const std::size_t at = table.position_of(name);
            is_new = is_new || (at != none && table.columns[at].reference == none);
            is_refined = is_refined || has_maker(*table.table, name);
        }
        if (!is_new || is_refined) return;
        reference_plan made;
        made.key = &key;
        made.target = plan_.position_of(key.referenced_schema, key.referenced_table);
        made.stream = stream_of(*table.table, "-> " + key.columns[0]);
        made.is_late = is_late;
        const bool is_own = made.target != none && plan_.tables[made.target].table == table.table;
        if (is_own) made.rule = parent_rule::earlier;
        if (made.target == none) made.existing = facts_.keys(key);
        bool may_be_null = false;
        for (const std::string& name : key.columns) {
            const catalog::column* column = catalog::find(table.table->columns, name);
            may_be_null = may_be_null || (column != nullptr && !column->is_not_null);
        }
        if (may_be_null) made.null_share = is_own ? 300 : 100;
        require_targets(table, made, may_be_null);
        use_per_parent(table, made);
        for (std::size_t at = 0; at < key.columns.size(); ++at) {
            const std::size_t position = table.position_of(key.columns[at]);
            if (position == none || table.columns[position].reference != none) continue;
            table.columns[position].reference = table.references.size();
            table.columns[position].reference_column = at;
            table.columns[position].is_counted = false;
        }
        table.references.push_back(std::move(made));
    }

    bool has_maker(const catalog::table& table, const std::string& column) const {
        return refinement_of(table, column, [](const seed_refinement& each) {
                   return each.maker.has_value();
               }) != nullptr;
    }

    static void require_targets(const table_plan& table, const reference_plan& of,
                                bool may_be_null) {
        if (of.target != none || !of.existing.empty() || may_be_null || table.count == 0) return;
        throw seed_error(
            "seed: \"" + table.table->name + "\".\"" + of.key->columns[0] + "\" references \"" +
            of.key->referenced_table +
            "\", which is not seeded and has no rows; seed it as well, or fill it first");
    }

    void use_per_parent(const table_plan& table, reference_plan& of) const {
        const auto* wish =
            refinement_of(*table.table, of.key->columns[0],
                          [](const seed_refinement& each) { return each.most_per_parent != 0; });
        if (wish == nullptr || of.target == none || of.rule == parent_rule::earlier) return;
        of.rule = parent_rule::counted;
        of.null_share = 0;
        of.least_per_parent = wish->least_per_parent;
        of.most_per_parent = wish->most_per_parent;
    }

    /// Counts rows per parent, then sees to unique columns: both need the rows of the parents.
    void finish(table_plan& table) {
        for (reference_plan& each : table.references)
            if (each.rule == parent_rule::counted) count_children(table, each);
        keep_unique(plan_, table);
        for (column_plan& each : table.columns)
            if (each.is_unique && !each.is_text && !each.maker.knows_unique && !each.is_counted)
                make_counted(*table.table, each);
    }

    void count_children(table_plan& table, reference_plan& of) const {
        const std::uint64_t parents = plan_.tables[of.target].count;
        std::uint64_t sum = 0;
        of.first_rows.assign(1, 0);
        for (std::uint64_t parent = 0; parent < parents; ++parent) {
            fake::random draw(fake::mixed(of.stream + parent));
            sum += static_cast<std::uint64_t>(
                draw.between(static_cast<std::int64_t>(of.least_per_parent),
                             static_cast<std::int64_t>(of.most_per_parent)));
            of.first_rows.push_back(sum);
        }
        table.count = sum;
    }

    /// Unique numbers count on from the greatest that is there.
    void make_counted(const catalog::table& table, column_plan& of) const {
        const std::string& type = of.column->type.name;
        const bool is_number = type == "smallint" || type == "integer" || type == "bigint" ||
                               type.rfind("numeric", 0) == 0 || type == "real" ||
                               type == "double precision" || type == "oid";
        if (!is_number || of.column->type.dimensions != 0) return;
        of.is_counted = true;
        of.first_number = facts_.greatest(table, of.column->name) + 1;
    }

    const catalog::database& of_;
    const seed_options& options_;
    const std::vector<seed_refinement>& refinements_;
    const database_facts& facts_;
    value_chooser chooser_;
    seed_plan plan_;
};

}  // namespace orm::kit::seeding
