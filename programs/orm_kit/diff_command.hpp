// SPDX-License-Identifier: MIT
// `orm-kit diff FROM TO`: prints what leads from one catalog to the other.
#pragma once

#include <cstdio>
#include <string>
#include <utility>

#include <fmt/format.h>

#include <orm/diff/plan.hpp>
#include <orm/diff/to_json.hpp>

#include "rename_file.hpp"
#include "side.hpp"

namespace orm_kit {

struct diff_options {
    std::string from;
    std::string to;
    std::string rename_file;
    bool as_json = false;
    bool backwards = false;
};

namespace detail {

inline void print(const std::string& text) { std::fputs(text.c_str(), stdout); }

/// Hazards stand as comments above the statements that they are about.
inline void print_step(const orm::diff::step& step) {
    for (const orm::diff::hazard& hazard : step.hazards)
        print(fmt::format("-- {}: {} {}\n", hazard.code, hazard.sentence, hazard.safer));
    for (const std::string& statement : step.statements)
        print(statement + (statement.back() == '\n' ? "" : "\n"));
}

inline void print_reverse(const orm::diff::plan& plan) {
    for (auto step = plan.steps.rbegin(); step != plan.steps.rend(); ++step) {
        if (!step->reverse_note.empty()) print(fmt::format("-- {}\n", step->reverse_note));
        for (const std::string& statement : step->reverse)
            print(statement + (statement.back() == '\n' ? "" : "\n"));
    }
}

}  // namespace detail

/// Gives the exit status: 0 also when there is nothing to do.
inline int run_diff(const diff_options& options) {
    orm::catalog::database from = read_side(options.from);
    orm::catalog::database to = read_side(options.to);
    const orm::diff::plan plan =
        orm::diff::make_plan(std::move(from), std::move(to),
                             orm::diff::renames_from(read_rename_file(options.rename_file)));
    if (options.as_json) {
        detail::print(orm::diff::to_json(plan).dump(2) + "\n");
    } else if (options.backwards) {
        detail::print_reverse(plan);
    } else {
        for (const orm::diff::step& step : plan.steps) detail::print_step(step);
    }
    return 0;
}

}  // namespace orm_kit
