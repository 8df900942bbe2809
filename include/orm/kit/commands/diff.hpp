// SPDX-License-Identifier: MIT
// `diff FROM TO`: the SQL that leads from one catalog to the other.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <orm/diff/plan.hpp>
#include <orm/diff/to_json.hpp>
#include <orm/kit/catalog_source.hpp>
#include <orm/kit/rename_file.hpp>
#include <orm/kit/rename_prompt.hpp>

namespace orm::kit {

struct diff_options {
    std::string from;
    std::string to;
    std::string rename_file;
    std::vector<std::string> renames;
    bool backwards = false;
};

namespace detail {

/// Hazards stand as comments above the statements that they are about.
inline std::string step_text(const diff::step& step) {
    std::string text;
    for (const diff::hazard& hazard : step.hazards)
        text += fmt::format("-- {}: {} {}\n", hazard.code, hazard.sentence, hazard.safer);
    for (const std::string& statement : step.statements)
        text += statement + (statement.back() == '\n' ? "" : "\n");
    return text;
}

inline std::string reverse_text(const diff::plan& plan) {
    std::string text;
    for (auto step = plan.steps.rbegin(); step != plan.steps.rend(); ++step) {
        if (!step->reverse_note.empty()) text += fmt::format("-- {}\n", step->reverse_note);
        for (const std::string& statement : step->reverse)
            text += statement + (statement.back() == '\n' ? "" : "\n");
    }
    return text;
}

}  // namespace detail

/// The status is 0 also when there is nothing to do: `diff` shows, `check` judges.
inline answer diff_catalogs(const context& run, const diff_options& options) {
    catalog::database from = read_catalog(run, options.from);
    catalog::database to = read_catalog(run, options.to);
    std::vector<diff::rename_answer> renames = read_rename_file(options.rename_file);
    for (const std::string& each : options.renames) renames.push_back(detail::split_rename(each));
    const diff::plan plan =
        diff::make_plan(std::move(from), std::move(to), diff::renames_from(std::move(renames)));
    answer told;
    told.object = diff::to_json(plan);
    told.word = told.object.at("status").get<std::string>();
    if (options.backwards) told.text = detail::reverse_text(plan);
    else
        for (const diff::step& step : plan.steps) told.text += detail::step_text(step);
    return told;
}

}  // namespace orm::kit
