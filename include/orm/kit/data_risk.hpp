// SPDX-License-Identifier: MIT
// What a plan takes away from the rows of a database, counted before anything runs.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/plan.hpp>
#include <orm/kit/context.hpp>

namespace orm::kit {

/// One object whose data a plan drops, converts or refuses. `rows` is what is there now.
struct data_risk {
    std::string kind;
    std::string object;
    std::string reason;  ///< dropped, converted, not_null, enum_values
    std::optional<std::int64_t> rows;
};

namespace detail {

/// The risk of a step, and the query that counts it.
struct counted_risk {
    data_risk risk;
    std::string query;
};

/// A table that the plan renames is counted under the name that it still has.
inline std::string present_name(const diff::plan& plan, const diff::address& at) {
    const std::string table = at.table.empty() ? at.name : at.table;
    const std::string full = at.schema + "." + table;
    for (const diff::rename_answer& each : plan.renames)
        if (each.to == full) {
            const std::size_t dot = each.from.find('.');
            return diff::ddl::name_text(each.from.substr(0, dot), each.from.substr(dot + 1));
        }
    return diff::ddl::name_text(at.schema, table);
}

inline std::optional<counted_risk> risk_of_column(const diff::plan& plan, const diff::change& of) {
    const std::string from = " from " + present_name(plan, of.at);
    const std::string column = diff::ddl::name_text(of.at.name);
    const auto* before = std::get_if<catalog::column>(&of.before);
    const auto* after = std::get_if<catalog::column>(&of.after);
    const auto made = [&](const char* reason, const std::string& query) {
        return counted_risk{{"column", of.at.dotted(), reason, {}}, query};
    };
    if (of.what == diff::verb::drop || of.what == diff::verb::recreate)
        return before->generated ? std::nullopt
                                 : std::optional(made("dropped", "count(" + column + ")" + from));
    const bool is_filled = after != nullptr && (after->default_expression || after->generated ||
                                                after->identity || catalog::is_serial(after->type));
    if (of.what == diff::verb::add && after->is_not_null && !is_filled)
        return made("not_null", "count(*)" + from);
    if (of.what != diff::verb::alter) return std::nullopt;
    if (of.has("type") && !diff::detail::keeps_stored_form(catalog::without_serial(before->type),
                                                           catalog::without_serial(after->type)))
        return made("converted", "count(" + column + ")" + from);
    if (of.has("not_null") && after->is_not_null)
        return made("not_null", "count(*)" + from + " where " + column + " is null");
    return std::nullopt;
}

inline std::optional<counted_risk> risk_of(const diff::plan& plan, const diff::step& step) {
    const diff::change& of = step.what;
    if (of.happens_by_itself) return std::nullopt;
    if (of.kind == diff::object_kind::table && of.what == diff::verb::drop)
        return counted_risk{{"table", of.at.dotted(), "dropped", {}},
                            "count(*) from " + present_name(plan, of.at)};
    if (of.kind == diff::object_kind::schema && of.what == diff::verb::drop)
        return counted_risk{{"schema", of.at.dotted(), "dropped", {}}, ""};
    if (of.kind == diff::object_kind::enumeration && of.what == diff::verb::recreate)
        return counted_risk{{"enum", of.at.dotted(), "enum_values", {}}, ""};
    if (of.kind == diff::object_kind::column) return risk_of_column(plan, of);
    return std::nullopt;
}

/// Columns of tables that the plan itself makes hold nothing.
inline bool is_in_new_table(const diff::plan& plan, const diff::address& at) {
    for (const diff::step& each : plan.steps)
        if (each.what.kind == diff::object_kind::table && each.what.what == diff::verb::add &&
            each.what.at.schema == at.schema && each.what.at.name == at.table)
            return true;
    return false;
}

}  // namespace detail

/// Everything in the plan that needs somebody's consent.
inline std::vector<data_risk> data_risks(const diff::plan& plan,
                                         driver::postgres::connection& server) {
    const driver::postgres::execution_context nowhere{source_location{}};
    std::vector<data_risk> risks;
    for (const diff::step& step : plan.steps) {
        std::optional<detail::counted_risk> found = detail::risk_of(plan, step);
        if (!found || detail::is_in_new_table(plan, step.what.at)) continue;
        if (!found->query.empty()) {
            const auto counted = server.execute("select " + found->query, {}, nowhere,
                                                driver::postgres::value_format::text);
            found->risk.rows = std::stoll(std::string(counted.bytes(0, 0).text()));
        }
        risks.push_back(std::move(found->risk));
    }
    return risks;
}

/// `All 12 rows of table public.users are lost.`
inline std::string sentence_of(const data_risk& of) {
    const std::string what = of.kind + " " + of.object;
    const std::string rows = of.rows ? std::to_string(*of.rows) : "some";
    if (of.reason == "converted") return rows + " values of " + what + " change their type.";
    if (of.reason == "not_null")
        return rows + " rows have no value for " + what + ", which refuses NULL.";
    if (of.reason == "enum_values") return "Values of " + what + " are removed.";
    return rows + (of.kind == "table" ? " rows of " : " values of ") + what + " are lost.";
}

}  // namespace orm::kit
