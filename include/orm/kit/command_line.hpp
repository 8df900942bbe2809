// SPDX-License-Identifier: MIT
// The commands and options of the kit, with help that shows examples.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <orm/kit/commands/check.hpp>
#include <orm/kit/commands/diff.hpp>
#include <orm/kit/commands/export_command.hpp>
#include <orm/kit/commands/folder_commands.hpp>
#include <orm/kit/commands/generate.hpp>
#include <orm/kit/commands/init.hpp>
#include <orm/kit/commands/migrate.hpp>
#include <orm/kit/commands/pull_command.hpp>
#include <orm/kit/commands/push.hpp>
#include <orm/kit/commands/seed_command.hpp>
#include <orm/kit/commands/studio_command.hpp>
#include <orm/kit/completion.hpp>

namespace orm::kit {

using command_work = std::function<answer(const context&)>;

/// A command beside the kit's own.
struct extra_command {
    std::string name;
    std::string description;
    std::string examples;  ///< one a line, without the program's name
    std::function<void(CLI::App&)> add_options;
    command_work work;
};

namespace detail {

/// Declares everything to CLI11; `work` does what was asked for, `common` is filled by parsing.
///
/// Takes:    has_schema; without one, commands that need a compiled schema are left out.
class command_line {
public:
    command_line(CLI::App& app, std::string program, const config& settings, bool has_schema,
                 const std::vector<extra_command>& extras)
        : app_(app), program_(std::move(program)) {
        app_.require_subcommand(1);
        app_.fallthrough();
        app_.footer(
            (has_schema ? "Examples:\n  " + program_ + " generate --name init\n  " + program_ +
                              " migrate\n  " + program_ + " push --explain\n"
                        : "Examples:\n  " + program_ + " init --name blog\n  " + program_ +
                              " status\n  " + program_ + " studio\n") +
            "\nCOMMAND --help shows the options of a command, and examples.\nExit status: 0 done, 1 failed, 2 an answer is missing, 3 findings, 4 cancelled, "
            "64 usage.\nEvery command takes --json; standard output holds results only.");
        add_common(settings);
        if (has_schema) add_schema_commands();
        add_folder_commands();
        add_database_commands();
        add_data_commands();
        add_export();
        add_other_commands();
        for (const extra_command& each : extras) {
            CLI::App& command = add(each.name, each.description, each.examples, each.work);
            if (each.add_options) each.add_options(command);
        }
        if (work.count("studio") == 0) add_studio(settings);
    }

    common_options common;
    std::map<std::string, command_work> work;

private:
    void add_common(const config& settings) {
        app_.add_option("--env", common.environment,
                        "the environment: reads .env.NAME.local, .env.local and .env");
        app_.add_option("--url", common.url, "the database, instead of " + settings.url_variable);
        app_.add_option("--out", common.out, "the migrations folder, instead of " + settings.out);
        app_.add_option("--root", common.root, "the project's folder");
        app_.add_option("--confirm", common.confirmed_database,
                        "the database's name, where production asks for it");
        app_.add_flag("--json", common.as_json, "one JSON object on standard output");
        app_.add_flag("--no-input", common.asks_nothing, "ask nothing, even on a terminal");
    }

    CLI::App& add(const std::string& name, const std::string& description,
                  const std::string& examples, command_work what) {
        CLI::App* command = app_.add_subcommand(name, description);
        std::string shown = "Examples:\n";
        for (std::size_t at = 0; at < examples.size();) {
            const std::size_t end = std::min(examples.find('\n', at), examples.size());
            shown += "  " + program_ + " " + examples.substr(at, end - at) + "\n";
            at = end + 1;
        }
        command->footer(shown);
        work[name] = std::move(what);
        return *command;
    }

    static void add_renames(CLI::App& command, rename_options& into) {
        command
            .add_option("--rename", into.renames,
                        "old=new: users.name=full_name, public.users=public.people")
            ->allow_extra_args(false);
        command.add_option("--create", into.created, "this one is new, and no rename")
            ->allow_extra_args(false);
        command.add_flag("--no-renames", into.everything_is_new, "everything is new");
    }

    void add_schema_commands() {
        CLI::App& write =
            add("generate", "Writes the migration that leads to the C++ schema.",
                "generate\ngenerate --name add_posts\ngenerate --rename users.name=full_name",
                [this](const context& run) { return generate(run, generate_); });
        write.add_option("--name", generate_.name, "what the migration is about");
        write.add_flag("--custom", generate_.is_custom, "an empty migration for your own SQL");
        write.add_option("--layout", generate_.layout, "of a new folder: classic or folders")
            ->check(CLI::IsMember({"classic", "folders"}));
        write.add_flag("--ignore-conflicts", generate_.ignores_conflicts,
                       "join branches that touch the same objects; the later one counts");
        add_renames(write, generate_.renames);
        CLI::App& change =
            add("push", "Brings the database to the C++ schema, without a migration.",
                "push --explain\npush\npush --accept-data-loss public.users.age",
                [this](const context& run) { return push(run, push_); });
        change.add_flag("--explain", push_.explains_only, "show the plan and run nothing");
        change.add_flag("--strict", push_.is_strict, "ask before anything runs");
        change.add_flag("--verbose", push_.is_verbose, "show every statement");
        change
            .add_option("--accept-data-loss", push_.accepted,
                        "objects whose data may be lost, by name")
            ->allow_extra_args(false)
            ->delimiter(',');
        add_renames(change, push_.renames);
    }

    void add_folder_commands() {
        add("make", "Makes an empty migration and its way back.", "make fill_slugs",
            [this](const context& run) { return make(run, name_); })
            .add_option("name", name_, "what the migration is about")
            ->required();
        CLI::App& gone = add("drop", "Removes the newest migration from the folder.",
                             "drop\ndrop 0003_add_posts",
                             [this](const context& run) { return drop(run, drop_); });
        gone.add_option("name", drop_.name, "the newest migration, to be sure");
        gone.add_flag("--force", drop_.is_forced, "even if it is applied, and without a question");
        add("up", "Rewrites snapshots of older versions of drizzle-kit.", "up\nup --layout folders",
            [this](const context& run) { return up(run, layout_); })
            .add_option("--layout", layout_, "folders: move to the layout of drizzle-kit 1.0")
            ->check(CLI::IsMember({"classic", "folders"}));
        add("check", "Finds what is not in order: journal, snapshots, schema, database, hazards.",
            "check\ncheck --strict --json",
            [this](const context& run) { return check(run, check_); })
            .add_flag("--strict", check_.is_strict, "warnings fail as well");
    }

    void add_database_commands() {
        CLI::App& apply = add("migrate", "Applies pending migrations.",
                              "migrate\nmigrate --dry-run\nmigrate --env production --backup",
                              [this](const context& run) { return kit::migrate(run, migrate_); });
        apply.add_option("--to", migrate_.to, "the last migration to apply");
        apply.add_flag("--dry-run", migrate_.is_dry, "print what would run");
        apply.add_flag("--backup", migrate_.with_backup, "pg_dump first");
        CLI::App& back = add("rollback", "Undoes the newest migrations with their down files.",
                             "rollback\nrollback --steps 2\nrollback --to 0003_add_posts",
                             [this](const context& run) { return kit::rollback(run, rollback_); });
        back.add_option("--steps", rollback_.steps, "how many (1)");
        back.add_option("--to", rollback_.to, "the newest migration that stays");
        back.add_flag("--batch", rollback_.last_batch, "what the last migrate applied");
        add("status", "Shows which migrations are applied.", "status\nstatus --json",
            [](const context& run) { return kit::status(run); });
    }

    void add_data_commands() {
        CLI::App& read = add("pull", "Writes the database down as a C++ schema header.",
                             "pull --to db/schema.hpp\npull --to db/schema.hpp --baseline",
                             [this](const context& run) { return pull_command(run, pull_); });
        read.add_option("--to", pull_.path, "the header (standard output)");
        read.add_flag("--force", pull_.may_replace, "replace a header that is there");
        read.add_flag("--baseline", pull_.with_baseline,
                      "write the first migration too, and record it as applied");
        read.add_flag("--relations,!--no-relations", pull_.with_relations,
                      "declare relations beside the tables (it does)");
        read.add_option("--casing", pull_.casing, "fields as camelCase, or as in SQL (preserve)")
            ->check(CLI::IsMember({"camel", "preserve"}));
        read.add_option("--namespace", pull_.name_space, "around everything that is declared");
        CLI::App& fill = add("seed", "Fills the database with invented rows.",
                             "seed\nseed --count 1000 --seed 42 --reset",
                             [this](const context& run) { return seed_command(run, seed_); });
        fill.add_option("--count", seed_.how.count, "rows of each table (100)");
        fill.add_option("--seed", seed_.how.seed, "the same number gives the same rows");
        fill.add_flag("--reset", seed_.resets, "empty the tables first");
    }

    void add_export() {
        CLI::App& out =
            add("export", "Prints the schema as DDL; with --data, writes rows to files.",
                "export > schema.sql\nexport --data\nexport --data users --format csv",
                [this](const context& run) { return export_command(run, export_); });
        out.add_flag("--schema", export_.wants_schema, "the DDL (what export does without --data)");
        CLI::Option* data = out.add_flag("--data", export_.wants_data, "the rows of all tables");
        out.add_option("tables", export_.tables, "these tables only")->needs(data);
        out.add_option("--format", export_.format, "of --data: dump (pg_dump), csv, json, jsonl")
            ->check(CLI::IsMember({"dump", "csv", "json", "jsonl"}))
            ->needs(data);
        out.add_option("--to", export_.folder, "the folder of --data")->needs(data);
        out.add_flag("--force", export_.may_replace, "replace files that are there");
    }

    /// The studio is a program of its own, installed with the library.
    void add_studio(const config& settings) {
        CLI::App& command =
            add("studio", "Shows the database in the browser (runs orm-kit studio).",
                "studio\nstudio --write --port 0",
                [this, program = settings.studio_program](const context& run) {
                    return start_studio(run, program, app_.get_subcommand("studio")->remaining());
                });
        command.fallthrough(false);
        command.allow_extras();
    }

    void add_other_commands() {
        CLI::App& compare = add(
            "diff", "Prints the SQL that leads from one catalog to the other.",
            "diff db/migrations schema\ndiff database schema --json\ndiff old.json new.json --reverse",
            [this](const context& run) { return diff_catalogs(run, diff_); });
        const std::string sides =
            "a snapshot file, a migrations folder, a URL, database, schema or -";
        compare.add_option("from", diff_.from, "what is there: " + sides)->required();
        compare.add_option("to", diff_.to, "what is wanted")->required();
        compare.add_option("--renames", diff_.rename_file,
                           "JSON list of \"public.users->public.people\" or drizzle-kit's hints");
        compare.add_option("--rename", diff_.renames, "old=new")->allow_extra_args(false);
        compare.add_flag("--reverse", diff_.backwards, "print the SQL that leads back");
        CLI::App& start =
            add("init", "Writes the first files of a project.", "init\ninit --name blog",
                [this](const context& run) { return init(run, init_); });
        start.add_option("--name", init_.name, "the project's name");
        start.add_flag("--main", init_.with_main,
                       "write db/kit.cpp instead of calling orm_add_kit()");
        add("completion", "Prints a completion script.",
            "completion bash > /etc/bash_completion.d/" + program_ + "\ncompletion fish | source",
            [this](const context&) { return completion(app_, shell_, program_); })
            .add_option("shell", shell_, "bash, zsh or fish")
            ->required()
            ->check(CLI::IsMember({"bash", "zsh", "fish"}));
    }

    CLI::App& app_;
    std::string program_;
    std::string name_;
    std::string layout_;
    std::string shell_;
    export_command_options export_;
    generate_options generate_;
    push_options push_;
    drop_options drop_;
    check_options check_;
    migrate_command_options migrate_;
    rollback_options rollback_;
    diff_options diff_;
    pull_command_options pull_;
    seed_command_options seed_;
    init_options init_;
};

}  // namespace detail

}  // namespace orm::kit
