// SPDX-License-Identifier: MIT
// A plan as JSON, for programs that review migrations.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include <orm/diff/plan.hpp>

namespace orm::diff {

namespace detail {

using nlohmann::ordered_json;

inline ordered_json to_json(const address& of) {
    ordered_json parts = ordered_json::array();
    if (!of.schema.empty()) parts.push_back(of.schema);
    if (!of.table.empty()) parts.push_back(of.table);
    parts.push_back(of.name);
    return parts;
}

inline ordered_json to_json(const hazard& of) {
    return {{"code", of.code},
            {"sentence", of.sentence},
            {"safer", of.safer},
            {"safer_sql", of.safer_sql}};
}

inline ordered_json to_json(const step& of) {
    ordered_json hazards = ordered_json::array();
    for (const hazard& each : of.hazards) hazards.push_back(to_json(each));
    ordered_json object{{"change", std::string(to_text(of.what.what))},
                        {"kind", std::string(to_text(of.what.kind))},
                        {"at", to_json(of.what.at)}};
    if (!of.what.to.name.empty()) object["to"] = to_json(of.what.to);
    object["aspects"] = of.what.aspects;
    object["sql"] = of.statements;
    object["transaction"] = std::string(to_text(of.transaction));
    object["reverse"] = of.reverse;
    object["reverse_note"] =
        of.reverse_note.empty() ? ordered_json() : ordered_json(of.reverse_note);
    object["hazards"] = std::move(hazards);
    return object;
}

}  // namespace detail

/// `{"status": "ok" | "no_changes", "steps": [...], "renames": [...]}`.
inline nlohmann::ordered_json to_json(const plan& of) {
    nlohmann::ordered_json steps = nlohmann::ordered_json::array();
    for (const step& each : of.steps) steps.push_back(detail::to_json(each));
    nlohmann::ordered_json renames = nlohmann::ordered_json::array();
    for (const rename_answer& each : of.renames) renames.push_back(each.from + "->" + each.to);
    return {{"status", of.is_empty() ? "no_changes" : "ok"},
            {"steps", std::move(steps)},
            {"renames", std::move(renames)}};
}

}  // namespace orm::diff
