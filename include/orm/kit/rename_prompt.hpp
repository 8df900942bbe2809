// SPDX-License-Identifier: MIT
// Renames are asked on the terminal, or given by --rename; where neither is, they stay questions.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <orm/diff/plan.hpp>
#include <orm/kit/context.hpp>

namespace orm::kit {

/// What the command line says about renames.
struct rename_options {
    std::vector<std::string> renames;  ///< `users.name=full_name`
    std::vector<std::string> created;  ///< `users.full_name`: new, and no rename
    bool everything_is_new = false;
};

namespace detail {

/// `public.users.name`, `users.name`; for the new name also `name` alone.
inline bool names(const std::string& given, const diff::address& what, bool may_be_short) {
    return given == what.dotted() || "public." + given == what.dotted() ||
           (may_be_short && given == what.name);
}

inline diff::rename_answer split_rename(const std::string& given) {
    if (const auto arrow = diff::read_rename(given)) return *arrow;
    const std::size_t equals = given.find('=');
    if (equals == std::string::npos || equals == 0 || equals + 1 == given.size())
        fail("--rename " + given + ": write old=new", "for example --rename users.name=full_name");
    return {given.substr(0, equals), given.substr(equals + 1)};
}

/// Nobody renames a constraint by dropping and adding it: these are asked of no one.
inline bool is_worth_asking(diff::object_kind kind) {
    using enum diff::object_kind;
    return kind == schema || kind == enumeration || kind == sequence || kind == table ||
           kind == column || kind == view;
}

inline ordered_json question_json(const diff::rename_question& of) {
    ordered_json candidates = ordered_json::array();
    for (const diff::address& each : of.dropped) candidates.push_back(each.dotted());
    return {{"type", "rename_or_create"},
            {"kind", std::string(to_text(of.kind))},
            {"created", of.created.dotted()},
            {"dropped", std::move(candidates)},
            {"answer", "--rename " + of.dropped.front().dotted() + "=" + of.created.dotted() +
                           " or --create " + of.created.dotted()}};
}

}  // namespace detail

/// Answers the questions of diff.
///
///     rename_prompt ask(run, options);
///     diff::plan plan = diff::make_plan(from, to, ask.decision());
///     ask.require_answers();
class rename_prompt {
public:
    rename_prompt(const context& run, const rename_options& options)
        : run_(run), options_(options) {
        for (const std::string& each : options.renames)
            given_.push_back(detail::split_rename(each));
        used_.resize(given_.size());
    }

    diff::rename_decision decision() {
        return [this](const diff::rename_question& question) { return decide(question); };
    }

    /// Throws:   open_questions when something had to be asked and nobody was there; error for a
    ///           --rename that fits nothing.
    void require_answers() const {
        if (!open_.empty()) throw open_questions(message(), open_);
        for (std::size_t at = 0; at < given_.size(); ++at)
            if (!used_[at])
                fail("--rename " + given_[at].from + "=" + given_[at].to +
                     " fits no change: nothing of that old name is dropped, or nothing of that new "
                     "name is created");
    }

private:
    std::string message() const {
        std::string text = "new, or renamed?";
        for (const ordered_json& each : open_)
            text += "\n  " + each.at("created").get<std::string>() + ": " +
                    each.at("answer").get<std::string>();
        return text;
    }

    std::optional<std::size_t> decide(const diff::rename_question& question) {
        for (std::size_t rename = 0; rename < given_.size(); ++rename) {
            if (!detail::names(given_[rename].to, question.created, true)) continue;
            for (std::size_t at = 0; at < question.dropped.size(); ++at)
                if (detail::names(given_[rename].from, question.dropped[at], false)) {
                    used_[rename] = true;
                    return at;
                }
        }
        if (!detail::is_worth_asking(question.kind) || options_.everything_is_new)
            return std::nullopt;
        for (const std::string& created : options_.created)
            if (detail::names(created, question.created, false)) return std::nullopt;
        return ask(question);
    }

    std::optional<std::size_t> ask(const diff::rename_question& question) {
        if (!run_.terminal().can_ask()) {
            open_.push_back(detail::question_json(question));
            return std::nullopt;
        }
        const std::string name = question.created.dotted();
        std::vector<std::string> choices{"+ " + name + " is new"};
        for (const diff::address& each : question.dropped)
            choices.push_back("~ " + each.dotted() + " was renamed to " + name);
        const auto chosen = run_.terminal().choose(
            "Is " + std::string(to_text(question.kind)) + " " + name + " new, or renamed?",
            choices);
        if (!chosen) throw cancelled();
        return *chosen == 0 ? std::nullopt : std::optional(*chosen - 1);
    }

    const context& run_;
    const rename_options& options_;
    std::vector<diff::rename_answer> given_;
    std::vector<bool> used_;
    ordered_json open_ = ordered_json::array();
};

}  // namespace orm::kit
