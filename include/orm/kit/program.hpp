// SPDX-License-Identifier: MIT
// The command line of the kit.
#pragma once

#include <cstdio>
#include <exception>
#include <functional>
#include <string>
#include <utility>

#include <CLI/CLI.hpp>

#include <orm/kit/commands/generate.hpp>
#include <orm/kit/commands/migrate.hpp>
#include <orm/kit/context.hpp>

namespace orm::kit {

namespace detail {

/// Builds the commands, runs the one that was asked for, prints its answer.
class program {
public:
    program(config settings, compiled_schema schema)
        : settings_(std::move(settings)), schema_(std::move(schema)) {}

    int run(int argc, char** argv) {
        CLI::App app("Schema, migrations and database of this project.",
                     base_name(argc > 0 ? argv[0] : "kit"));
        app.require_subcommand(1);
        app.fallthrough();
        app.set_help_all_flag("--help-all", "help for all commands");
        add_common(app);
        add_generate(app);
        add_migrate(app);
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& wrong) {
            const bool is_help = wrong.get_exit_code() == 0;
            app.exit(wrong);
            return static_cast<int>(is_help ? exit_status::done : exit_status::usage);
        }
        return static_cast<int>(answer_for(app.get_subcommands().front()->get_name()));
    }

private:
    using work = std::function<answer(const context&)>;

    void add_common(CLI::App& app) {
        app.add_option("--env", common_.environment,
                       "the environment: reads .env.NAME.local, .env.local and .env");
        app.add_option("--url", common_.url, "the database, instead of " + settings_.url_variable);
        app.add_option("--out", common_.out, "the migrations folder");
        app.add_option("--root", common_.root, "the project's folder");
        app.add_option("--confirm", common_.confirmed_database,
                       "the database's name, where production asks for it");
        app.add_flag("--json", common_.as_json, "one JSON object on standard output");
        app.add_flag("--no-input", common_.asks_nothing, "ask nothing, even on a terminal");
    }

    CLI::App* add(CLI::App& app, const std::string& name, const std::string& description,
                  const std::string& examples, work what) {
        CLI::App* command = app.add_subcommand(name, description);
        command->footer("Examples:\n" + examples);
        work_[name] = std::move(what);
        return command;
    }

    static void add_renames(CLI::App* command, rename_options& into) {
        command->add_option("--rename", into.renames,
                            "old=new: users.name=full_name, public.users=public.people");
        command->add_option("--create", into.created, "this one is new, and no rename");
        command->add_flag("--no-renames", into.everything_is_new, "everything is new");
    }

    void add_generate(CLI::App& app) {
        CLI::App* command =
            add(app, "generate", "Writes the migration that leads to the C++ schema.",
                "  generate --name add_posts\n  generate --rename users.name=full_name\n"
                "  generate --custom --name fill_slugs",
                [this](const context& run) { return generate(run, generate_); });
        command->add_option("--name", generate_.name, "what the migration is about");
        command->add_flag("--custom", generate_.is_custom, "an empty migration for your own SQL");
        command->add_option("--layout", generate_.layout, "of a new folder: classic or folders")
            ->check(CLI::IsMember({"classic", "folders"}));
        add_renames(command, generate_.renames);
        CLI::App* make_command =
            add(app, "make", "Makes an empty migration and its way back.", "  make fill_slugs",
                [this](const context& run) { return make(run, name_); });
        make_command->add_option("name", name_, "what the migration is about")->required();
    }

    void add_migrate(CLI::App& app) {
        CLI::App* command =
            add(app, "migrate", "Applies pending migrations.",
                "  migrate\n  migrate --dry-run\n  migrate --env production --backup",
                [this](const context& run) { return kit::migrate(run, migrate_); });
        command->add_option("--to", migrate_.to, "the last migration to apply");
        command->add_flag("--dry-run", migrate_.is_dry, "print what would run");
        command->add_flag("--backup", migrate_.with_backup, "pg_dump first");
        CLI::App* back = add(app, "rollback", "Undoes the newest migrations with their down files.",
                             "  rollback\n  rollback --steps 2\n  rollback --to 0003_add_posts",
                             [this](const context& run) { return kit::rollback(run, rollback_); });
        back->add_option("--steps", rollback_.steps, "how many (1)");
        back->add_option("--to", rollback_.to, "the newest migration that stays");
        back->add_flag("--batch", rollback_.last_batch, "what the last migrate applied");
        add(app, "status", "Shows which migrations are applied.", "  status --json",
            [](const context& run) { return kit::status(run); });
    }

    exit_status answer_for(const std::string& command) {
        try {
            const context run(settings_, schema_, common_);
            answer told = work_.at(command)(run);
            return show(command, told);
        } catch (const open_questions& open) {
            answer told;
            told.status = exit_status::question;
            told.word = "questions";
            told.object["questions"] = open.questions();
            say(open.message());
            return show_failure(command, told);
        } catch (const cancelled& no) {
            return fail_with(command, exit_status::cancelled, "cancelled", no);
        } catch (const error& failure) {
            return fail_with(command, exit_status::failed, "error", failure);
        } catch (const std::exception& failure) {
            return fail_with(command, exit_status::failed, "error",
                             error(failure.what(), source_location{}));
        }
    }

    static void say(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

    exit_status fail_with(const std::string& command, exit_status status, const char* word,
                          const error& failure) {
        answer told;
        told.status = status;
        told.word = word;
        told.object["error"] = {
            {"message", failure.message()},
            {"hint", failure.hint().empty() ? json() : json(failure.hint())},
            {"sqlstate", failure.sqlstate().empty() ? json() : json(failure.sqlstate())}};
        say((status == exit_status::failed ? "error: " : "") + failure.message() +
            (failure.sqlstate().empty() ? "" : " [SQLSTATE " + failure.sqlstate() + "]"));
        if (!failure.hint().empty()) say("hint: " + failure.hint());
        return show_failure(command, told);
    }

    exit_status show_failure(const std::string& command, const answer& told) const {
        if (common_.as_json || told.status == exit_status::question) print_json(command, told);
        return told.status;
    }

    exit_status show(const std::string& command, const answer& told) const {
        if (common_.as_json) print_json(command, told);
        else std::fputs(told.text.c_str(), stdout);
        return told.status;
    }

    static void print_json(const std::string& command, const answer& told) {
        json object{{"command", command}, {"status", told.word}};
        object.update(told.object);
        std::fputs((object.dump(2, ' ', false, json::error_handler_t::replace) + "\n").c_str(),
                   stdout);
    }

    config settings_;
    compiled_schema schema_;
    common_options common_;
    std::map<std::string, work> work_;
    std::string name_;
    generate_options generate_;
    migrate_command_options migrate_;
    rollback_options rollback_;
};

}  // namespace detail

/// Runs one command of the kit.
///
/// Gives:    the exit status (kit/exit_status.hpp).
inline int run_program(int argc, char** argv, compiled_schema schema, config settings = {}) {
    return detail::program(std::move(settings), std::move(schema)).run(argc, argv);
}

}  // namespace orm::kit
