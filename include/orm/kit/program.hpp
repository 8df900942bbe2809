// SPDX-License-Identifier: MIT
// The kit as a program: parses the command line, runs one command, prints its answer.
#pragma once

#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

#include <orm/kit/command_line.hpp>

namespace orm::kit {

namespace detail {

/// One run of the program.
class program {
public:
    program(config settings, compiled_schema schema, std::vector<extra_command> extras)
        : settings_(std::move(settings)), schema_(std::move(schema)), extras_(std::move(extras)) {}

    exit_status run(int argc, char** argv) {
        const std::string name = base_name(argc > 0 ? argv[0] : "kit");
        CLI::App app("Schema, migrations and database of a project.", name);
        command_line line(app, name, settings_, schema_.is_known(), extras_);
        try {
            app.parse(argc, argv);
        } catch (const CLI::ParseError& wrong) {
            return show_usage(app, wrong, argc, argv);
        }
        return answer_for(line, app.get_subcommands().front()->get_name());
    }

private:
    static exit_status show_usage(const CLI::App& app, const CLI::ParseError& wrong, int argc,
                                  char** argv) {
        if (wrong.get_exit_code() == 0) {
            app.exit(wrong);
            return exit_status::done;
        }
        if (argc > 1 && app.get_subcommands().empty() && argv[1][0] != '-')
            say("error: there is no command " + std::string(argv[1]) + "; see --help");
        else app.exit(wrong);
        return exit_status::usage;
    }

    exit_status answer_for(const command_line& line, const std::string& command) const {
        const bool as_json = line.common.as_json;
        try {
            const context run(settings_, schema_, line.common);
            const answer told = line.work.at(command)(run);
            if (as_json) print_json(command, told);
            else std::fputs(told.text.c_str(), stdout);
            return told.status;
        } catch (const open_questions& open) {
            answer told;
            told.status = exit_status::question;
            told.word = "questions";
            told.object["questions"] = open.questions();
            say("question: " + open.message());
            print_json(command, told);
            return told.status;
        } catch (const cancelled& no) {
            return fail_with(command, as_json, exit_status::cancelled, no);
        } catch (const error& failure) {
            return fail_with(command, as_json, exit_status::failed, failure);
        } catch (const std::exception& failure) {
            return fail_with(command, as_json, exit_status::failed,
                             error(failure.what(), source_location{}));
        }
    }

    static void say(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

    static ordered_json text_or_null(const std::string& text) {
        return text.empty() ? ordered_json() : ordered_json(text);
    }

    static exit_status fail_with(const std::string& command, bool as_json, exit_status status,
                                 const error& failure) {
        const bool is_error = status == exit_status::failed;
        answer told;
        told.word = is_error ? "error" : "cancelled";
        told.object["error"] = {{"message", failure.message()},
                                {"hint", text_or_null(failure.hint())},
                                {"sqlstate", text_or_null(failure.sqlstate())}};
        const std::string& state = failure.sqlstate();
        say((is_error ? "error: " : "") + failure.message() +
            (state.empty() ? "" : " [SQLSTATE " + state + "]"));
        if (!failure.hint().empty()) say("hint: " + failure.hint());
        if (as_json) print_json(command, told);
        return status;
    }

    /// One object, whatever bytes a server's message holds.
    static void print_json(const std::string& command, const answer& told) {
        ordered_json object{{"command", command}, {"status", told.word}};
        object.update(told.object);
        object["status"] = told.word;
        const std::string text = object.dump(2, ' ', false, ordered_json::error_handler_t::replace);
        std::fprintf(stdout, "%s\n", text.c_str());
    }

    config settings_;
    compiled_schema schema_;
    std::vector<extra_command> extras_;
};

}  // namespace detail

/// Runs one command of the kit.
///
/// Takes:    extras, commands of your own beside the kit's.
/// Gives:    the exit status (kit/exit_status.hpp). Throws nothing.
inline int run_program(int argc, char** argv, compiled_schema schema, config settings = {},
                       std::vector<extra_command> extras = {}) {
    detail::program made(std::move(settings), std::move(schema), std::move(extras));
    return static_cast<int>(made.run(argc, argv));
}

}  // namespace orm::kit
