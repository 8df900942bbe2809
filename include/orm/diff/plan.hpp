// SPDX-License-Identifier: MIT
// A difference as steps to execute: statements, how they run, what undoes them, what to beware of.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/diff/change.hpp>
#include <orm/diff/compare.hpp>
#include <orm/diff/ddl/statements.hpp>
#include <orm/diff/hazard.hpp>
#include <orm/diff/order.hpp>

namespace orm::diff {

/// How a step gets along with a transaction.
enum class transaction_rule {
    inside,        ///< runs in a transaction with the others
    commit_after,  ///< its result cannot be used before COMMIT (a new value of an enum)
    outside,       ///< PostgreSQL refuses it in a transaction block (CREATE INDEX CONCURRENTLY)
};

constexpr std::string_view to_text(transaction_rule rule) {
    constexpr std::string_view words[] = {"inside", "commit_after", "outside"};
    return words[static_cast<std::size_t>(rule)];
}

/// One change with all that is needed to run, review and undo it.
///
/// `statements` is empty for what the server does by itself. `reverse` undoes the step when all later
/// steps are undone. `reverse_note` says what it cannot bring back, or why there is no reverse.
struct step {
    change what;
    std::vector<std::string> statements;
    transaction_rule transaction = transaction_rule::inside;
    std::vector<std::string> reverse;
    std::string reverse_note;
    std::vector<hazard> hazards;
};

struct plan {
    std::vector<step> steps;
    std::vector<rename_answer> renames;
    catalog::database result;

    bool is_empty() const { return steps.empty(); }

    /// All statements in the order of execution.
    std::vector<std::string> statements() const {
        std::vector<std::string> all;
        for (const step& each : steps)
            all.insert(all.end(), each.statements.begin(), each.statements.end());
        return all;
    }

    /// The statements that lead back, in the order of execution.
    std::vector<std::string> reverse() const {
        std::vector<std::string> all;
        for (auto each = steps.rbegin(); each != steps.rend(); ++each)
            all.insert(all.end(), each->reverse.begin(), each->reverse.end());
        return all;
    }
};

namespace detail {

inline transaction_rule rule_of(const change& of) {
    const auto* index = std::get_if<catalog::index>(&of.after);
    if (index != nullptr && index->concurrently &&
        (of.what == verb::add || of.what == verb::recreate))
        return transaction_rule::outside;
    if (of.kind == object_kind::enumeration && of.what == verb::alter && of.has("values"))
        return transaction_rule::commit_after;
    return transaction_rule::inside;
}

inline std::string note_on_reverse(const change& of) {
    const bool loses_rows = of.kind == object_kind::table || of.kind == object_kind::column;
    const auto* column = std::get_if<catalog::column>(&of.before);
    if (of.what == verb::drop && column != nullptr && column->is_not_null && !fills_itself(*column))
        return "brings the column back without its data, and fails on a table with rows: give it a "
               "default here";
    if (of.what == verb::drop && loses_rows)
        return "brings the " + std::string(to_text(of.kind)) + " back without its data";
    if (of.what == verb::drop && of.kind == object_kind::role)
        return "brings the role back without its password, memberships and privileges";
    if (of.what == verb::drop && of.kind == object_kind::extension)
        return "brings the extension back, but not objects that used it";
    if (of.kind == object_kind::enumeration && of.what == verb::alter && of.has("values"))
        return "fails when a row holds one of the added values";
    return "";
}

/// Some alterations have no way back in place: a column cannot become generated, a policy cannot lose
/// an expression, a constraint cannot become unchecked.
inline bool can_be_altered_back(const change& back) {
    if (const auto* column = std::get_if<catalog::column>(&back.after))
        return !(back.has("generated") && column->generated);
    const auto is_fine = [&](const auto& before, const auto& after) {
        return can_be_altered(before, after, back.aspects);
    };
    if (const auto* policy = std::get_if<catalog::policy>(&back.after))
        return is_fine(std::get<catalog::policy>(back.before), *policy);
    if (const auto* key = std::get_if<catalog::foreign_key>(&back.after))
        return is_fine(std::get<catalog::foreign_key>(back.before), *key);
    if (const auto* check = std::get_if<catalog::check_constraint>(&back.after))
        return is_fine(std::get<catalog::check_constraint>(back.before), *check);
    return true;
}

/// Indexes of the way back are built in the transaction of the others.
inline change reversed(const change& of) {
    change back = inverse(of);
    if (auto* index = std::get_if<catalog::index>(&back.after)) index->concurrently = false;
    if (back.what == verb::alter && !can_be_altered_back(back)) back.what = verb::recreate;
    return back;
}

inline step step_for(const change& of) {
    step result;
    if (!of.happens_by_itself) result.statements = ddl::statements(of);
    result.transaction = rule_of(of);
    result.reverse = ddl::statements(reversed(of));
    result.reverse_note = note_on_reverse(of);
    result.hazards = hazards(of);
    result.what = of;
    return result;
}

}  // namespace detail

/// Turns a difference into steps.
///
/// Throws:   invalid_identifier when a name does not fit PostgreSQL.
inline plan make_plan(difference found) {
    plan result;
    result.renames = std::move(found.renames);
    result.result = std::move(found.result);
    std::set<address> new_tables;
    for (const change& each : order(std::move(found.changes))) {
        if (each.kind == object_kind::table && each.what == verb::add) new_tables.insert(each.at);
        result.steps.push_back(detail::step_for(each));
        // What happens to a table that this plan creates waits for nobody and meets no rows.
        if (new_tables.count({each.at.schema, "", each.at.table}) != 0)
            result.steps.back().hazards.clear();
    }
    return result;
}

/// The plan that leads from one catalog to the other.
///
///     const orm::diff::plan plan = orm::diff::make_plan(from, to, orm::diff::renames_from(answers));
///     for (const std::string& statement : plan.statements()) ...
inline plan make_plan(catalog::database from, catalog::database to,
                      rename_decision decide = no_renames) {
    return make_plan(compare(std::move(from), std::move(to), std::move(decide)));
}

}  // namespace orm::diff
