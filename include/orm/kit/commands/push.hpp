// SPDX-License-Identifier: MIT
// `push`: brings the database to the C++ schema without a migration, in one transaction.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <orm/kit/data_risk.hpp>
#include <orm/kit/live.hpp>
#include <orm/kit/rename_prompt.hpp>

namespace orm::kit {

struct push_options {
    bool is_strict = false;
    bool is_verbose = false;
    bool explains_only = false;
    std::vector<std::string> accepted;
    rename_options renames;
};

namespace detail {

/// One transaction cannot build indexes concurrently; what push runs is for databases in development.
inline catalog::database without_concurrency(catalog::database of) {
    for (catalog::table& table : of.tables)
        for (catalog::index& index : table.indexes) index.concurrently = false;
    return of;
}

inline bool is_accepted(const push_options& options, const data_risk& risk) {
    for (const std::string& each : options.accepted)
        if (each == risk.object || "public." + each == risk.object) return true;
    return false;
}

inline ordered_json to_json(const data_risk& of) {
    return {{"kind", of.kind},
            {"object", of.object},
            {"reason", of.reason},
            {"rows", of.rows ? ordered_json(*of.rows) : ordered_json()}};
}

inline std::string statements_text(const diff::plan& plan) {
    std::string text;
    for (const std::string& statement : plan.statements())
        text += statement + (statement.back() == '\n' ? "" : "\n");
    return text;
}

/// Asks for consent to what is lost.
///
/// Throws:   open_questions without a terminal, cancelled for a no.
inline void require_consent(const context& run, const push_options& options,
                            const std::vector<data_risk>& risks) {
    ordered_json questions = ordered_json::array();
    std::string names;
    for (const data_risk& each : risks) {
        if (is_accepted(options, each)) continue;
        names += (names.empty() ? "" : ",") + each.object;
        ordered_json question = to_json(each);
        question["type"] = "confirm_data_loss";
        question["answer"] = "--accept-data-loss " + each.object;
        questions.push_back(std::move(question));
        run.terminal().say(run.terminal().red("! ") + sentence_of(each));
    }
    if (questions.empty()) return;
    if (!run.terminal().can_ask())
        throw open_questions("data would be lost; to go on: --accept-data-loss " + names,
                             std::move(questions));
    const auto typed = run.terminal().ask("Type yes to lose it:");
    if (!typed || *typed != "yes") throw cancelled();
}

inline void require_agreement(const context& run, const push_options& options,
                              const diff::plan& plan) {
    if (!options.is_strict && !run.config().strict) return;
    if (!run.terminal().can_ask()) return;
    run.terminal().say(statements_text(plan));
    const auto typed = run.terminal().ask("Run these statements? [y/N]");
    if (!typed || (*typed != "y" && *typed != "yes")) throw cancelled();
}

inline void run_in_one_transaction(driver::postgres::connection& server, const diff::plan& plan) {
    const driver::postgres::execution_context nowhere{source_location{}};
    server.execute("begin", {}, nowhere);
    std::string running;
    try {
        for (const std::string& statement : plan.statements())
            server.execute(running = statement, {}, nowhere);
        server.execute(running = "commit", {}, nowhere);
    } catch (const error& failure) {
        if (server.is_usable()) server.execute("rollback", {}, nowhere);
        error_details details = failure.details();
        details.message += "; nothing was changed; statement: " + running;
        // A new value of an enum cannot be used in the transaction that adds it.
        if (failure.sqlstate() == "55P04") details.hint = "push the new enum value first, alone";
        details.where = source_location{};
        throw error(std::move(details));
    }
}

}  // namespace detail

/// Nothing is ever truncated, and no rename is guessed.
inline answer push(const context& run, const push_options& options) {
    driver::postgres::connection server = run.connect();
    const catalog::database wanted = detail::without_concurrency(run.wanted());
    rename_prompt ask(run, options.renames);
    const diff::plan plan = diff::make_plan(read_live(run, server, wanted),
                                            spelled_by_server(run, server, wanted), ask.decision());
    ask.require_answers();
    const std::vector<data_risk> risks = data_risks(plan, server);

    answer told;
    told.object = {{"database", run.shown_url()},
                   {"executed", false},
                   {"statements", plan.statements()},
                   {"data_at_risk", ordered_json::array()}};
    for (const data_risk& each : risks)
        told.object["data_at_risk"].push_back(detail::to_json(each));
    if (plan.is_empty()) {
        told.word = "no_changes";
        told.text = "The database is what the schema says.\n";
        return told;
    }
    if (options.explains_only) {
        told.word = "planned";
        told.text = detail::statements_text(plan);
        for (const data_risk& each : risks)
            told.text += run.terminal().bad("! ") + sentence_of(each) + "\n";
        return told;
    }
    guard_production(run, "push", run.database().database);
    detail::require_consent(run, options, risks);
    detail::require_agreement(run, options, plan);
    detail::run_in_one_transaction(server, plan);
    told.object["executed"] = true;
    if (options.is_verbose || run.config().verbose) told.text = detail::statements_text(plan);
    told.text += run.terminal().good("✓ ") + std::to_string(plan.statements().size()) +
                 " statements ran on " + run.shown_url() + "\n";
    return told;
}

}  // namespace orm::kit
