// SPDX-License-Identifier: MIT
// `generate`: writes the migration from the newest snapshot to the C++ schema. `make`: an empty one.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <orm/kit/migration_writer.hpp>
#include <orm/kit/rename_prompt.hpp>

namespace orm::kit {

struct generate_options {
    std::string name;
    std::string layout;
    bool is_custom = false;
    bool ignores_conflicts = false;
    rename_options renames;
};

namespace detail {

inline folder_layout layout_from(const std::string& word, folder_layout otherwise) {
    if (word.empty()) return otherwise;
    return word == "classic" ? folder_layout::classic : folder_layout::folders;
}

/// The way back as a file: statements newest first, remarks above what they are about.
inline std::string down_text(const diff::plan& plan, bool with_breakpoints) {
    std::vector<std::string> statements;
    for (auto step = plan.steps.rbegin(); step != plan.steps.rend(); ++step) {
        const std::string note = step->reverse_note.empty() ? "" : as_comment(step->reverse_note);
        for (std::size_t at = 0; at < step->reverse.size(); ++at)
            statements.push_back((at == 0 ? note : "") + step->reverse[at]);
    }
    const std::string text = joined_statements(statements, with_breakpoints);
    return text.empty() ? "" : text + "\n";
}

/// The wanted enums' new values alone: PostgreSQL lets nobody use a value before the transaction that
/// adds it is committed, so they become a migration of their own.
inline catalog::database with_new_enum_values(catalog::database from,
                                              const catalog::database& wanted) {
    for (catalog::enumeration& each : from.enums) {
        const catalog::enumeration* target = catalog::find(wanted.enums, each.schema, each.name);
        if (target == nullptr) continue;
        std::size_t found = 0;
        for (const std::string& value : target->values)
            if (found < each.values.size() && each.values[found] == value) ++found;
        if (found == each.values.size()) each.values = target->values;
    }
    return from;
}

inline ordered_json written_json(const migration_paths& made, const diff::plan& plan) {
    ordered_json hazards = ordered_json::array();
    ordered_json statements = ordered_json::array();
    for (const diff::step& step : plan.steps) {
        for (const diff::hazard& each : step.hazards)
            hazards.push_back(
                {{"code", each.code}, {"sentence", each.sentence}, {"safer", each.safer}});
        for (const std::string& statement : step.statements) statements.push_back(statement);
    }
    return {{"tag", made.tag},
            {"up", made.up},
            {"down", made.down},
            {"snapshot", made.snapshot},
            {"statements", std::move(statements)},
            {"hazards", std::move(hazards)}};
}

inline std::string hazard_lines(const context& run, const diff::plan& plan) {
    std::string text;
    for (const diff::step& step : plan.steps)
        for (const diff::hazard& each : step.hazards)
            text += "  " + run.terminal().bad("! " + each.code) + "  " + each.sentence + "\n" +
                    run.terminal().faint("    " + each.safer) + "\n";
    return text;
}

/// Writes one migration and tells about it.
inline void write_and_tell(const context& run, migration_list& list, answer& told,
                           const diff::plan& plan, const std::string& name) {
    new_migration made;
    made.name = name;
    made.has_breakpoints = run.config().breakpoints;
    made.up = joined_statements(plan.statements(), made.has_breakpoints);
    made.down = down_text(plan, made.has_breakpoints);
    made.after = plan.result;
    for (const diff::rename_answer& each : plan.renames)
        made.renames.push_back(each.from + "->" + each.to);
    const migration_paths paths = write_migration(list, made);
    told.object["migrations"].push_back(written_json(paths, plan));
    told.text += run.terminal().good("+ ") + shown_path(paths.up) + "\n" + hazard_lines(run, plan);
}

inline answer write_custom(const context& run, migration_list& list, const std::string& name,
                           bool ignores_conflicts = false) {
    new_migration made;
    made.name = checked_name(name.empty() ? "custom" : name);
    made.has_breakpoints = run.config().breakpoints;
    made.after = present_state(list, ignores_conflicts);
    made.up = "-- Custom SQL migration file, put your code below! --";
    made.down = "-- The way back: SQL that undoes " + made.name + ". --\n";
    const migration_paths paths = write_migration(list, made);
    answer told;
    told.object["migrations"] = ordered_json::array({written_json(paths, {})});
    const std::string plus = run.terminal().good("+ ");
    told.text = plus + shown_path(paths.up) + "\n" + plus + shown_path(paths.down) + "\n";
    return told;
}

}  // namespace detail

/// The same schema twice writes nothing the second time.
///
/// Throws:   open_questions before anything is written.
inline answer generate(const context& run, const generate_options& options) {
    migration_list list =
        read_migrations(run.folder(), detail::layout_from(options.layout, run.config().layout));
    if (options.is_custom)
        return detail::write_custom(run, list, options.name, options.ignores_conflicts);
    const catalog::database before = present_state(list, options.ignores_conflicts);
    const catalog::database wanted = run.wanted();
    rename_prompt ask(run, options.renames);
    const diff::plan plan = diff::make_plan(before, wanted, ask.decision());
    ask.require_answers();

    answer told;
    told.object["migrations"] = ordered_json::array();
    if (plan.is_empty()) {
        told.word = "no_changes";
        told.text = "No schema changes, nothing to write.\n";
        return told;
    }
    const std::string name = options.name.empty() ? name_of(plan) : checked_name(options.name);
    const diff::plan values = diff::make_plan(before, detail::with_new_enum_values(before, wanted));
    if (values.steps.empty() || values.steps.size() == plan.steps.size()) {
        detail::write_and_tell(run, list, told, plan, name);
        return told;
    }
    detail::write_and_tell(run, list, told, values, name + "_values");
    const diff::plan rest =
        diff::make_plan(values.result, wanted, diff::renames_from(plan.renames));
    detail::write_and_tell(run, list, told, rest, name);
    return told;
}

/// An empty migration with its way back, for SQL of one's own.
inline answer make(const context& run, const std::string& name) {
    migration_list list = read_migrations(run.folder(), run.config().layout);
    return detail::write_custom(run, list, name);
}

}  // namespace orm::kit
