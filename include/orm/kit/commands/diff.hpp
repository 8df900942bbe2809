// SPDX-License-Identifier: MIT
// `diff FROM TO`: the SQL that leads from one catalog to the other.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include <orm/diff/plan.hpp>
#include <orm/diff/to_json.hpp>
#include <orm/kit/catalog_source.hpp>
#include <orm/kit/live.hpp>
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

/// Renames that somebody has said; what nobody said is new.
class said_renames {
public:
    explicit said_renames(const diff_options& options)
        : answers_(read_rename_file(options.rename_file)), from_file_(answers_.size()) {
        for (const std::string& each : options.renames) answers_.push_back(split_rename(each));
        used_.resize(answers_.size());
    }

    std::optional<std::size_t> decide(const diff::rename_question& question) {
        for (std::size_t said = 0; said < answers_.size(); ++said) {
            if (!names(answers_[said].to, question.created, true)) continue;
            for (std::size_t at = 0; at < question.dropped.size(); ++at)
                if (names(answers_[said].from, question.dropped[at], false)) {
                    used_[said] = true;
                    return at;
                }
        }
        return std::nullopt;
    }

    /// A file may hold the renames of other migrations; a word on the command line is about this one.
    void require_used() const {
        for (std::size_t said = from_file_; said < answers_.size(); ++said)
            if (!used_[said])
                fail("--rename " + answers_[said].from + "=" + answers_[said].to +
                     " fits no change: nothing of that old name is dropped, or nothing of that new "
                     "name is created");
    }

private:
    std::vector<diff::rename_answer> answers_;
    std::size_t from_file_;
    std::vector<bool> used_;
};

inline catalog::database spelled_by(const context& run, const std::string& live,
                                    catalog::database written) {
    driver::postgres::connection server = connect_to(run, live);
    return spelled_by_server(run, server, std::move(written));
}

}  // namespace detail

/// The status is 0 also when there is nothing to do: `diff` shows, `check` judges.
inline answer diff_catalogs(const context& run, const diff_options& options) {
    catalog::database from = read_catalog(run, options.from);
    catalog::database to = read_catalog(run, options.to);
    // Where one side is a server's, the other one gets its spelling: `price >= 0` is stored as
    // `(price >= (0)::numeric)`.
    if (is_live(options.from) && !is_live(options.to))
        to = detail::spelled_by(run, options.from, std::move(to));
    if (is_live(options.to) && !is_live(options.from))
        from = detail::spelled_by(run, options.to, std::move(from));
    detail::said_renames renames(options);
    const diff::plan plan =
        diff::make_plan(std::move(from), std::move(to),
                        [&](const diff::rename_question& each) { return renames.decide(each); });
    renames.require_used();
    answer told;
    told.object = diff::to_json(plan);
    told.word = told.object.at("status").get<std::string>();
    if (options.backwards) told.text = detail::reverse_text(plan);
    else
        for (const diff::step& step : plan.steps) told.text += detail::step_text(step);
    return told;
}

}  // namespace orm::kit
