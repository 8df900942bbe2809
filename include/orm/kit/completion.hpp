// SPDX-License-Identifier: MIT
// `completion bash|zsh|fish`: scripts that complete commands and options, made of the command line itself.
#pragma once

#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include <orm/kit/answer.hpp>
#include <orm/kit/migration_names.hpp>

namespace orm::kit {

namespace detail {

inline std::string option_words(const CLI::App& app) {
    std::string words;
    for (const CLI::Option* each : app.get_options())
        for (const std::string& name : each->get_lnames())
            words += (words.empty() ? "--" : " --") + name;
    return words;
}

inline std::string command_words(const CLI::App& app) {
    std::string words;
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
        words += (words.empty() ? "" : " ") + each->get_name();
    return words;
}

/// zsh runs it through bashcompinit.
inline std::string bash_script(const CLI::App& app, const std::string& program) {
    const std::string function = "_" + slug_of(program) + "_completion";
    std::string text = function +
                       "() {\n    local word=\"${COMP_WORDS[COMP_CWORD]}\" command=\"\" each\n"
                       "    for each in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n"
                       "        case \"$each\" in -*) ;; *) command=\"$each\"; break ;; esac\n"
                       "    done\n    local common=\"" +
                       option_words(app) + "\"\n    case \"$command\" in\n";
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; }))
        text += "        " + each->get_name() + ") COMPREPLY=($(compgen -f -W \"" +
                option_words(*each) + " $common\" -- \"$word\")) ;;\n";
    return text + "        *) COMPREPLY=($(compgen -W \"" + command_words(app) +
           " $common\" -- \"$word\")) ;;\n    esac\n}\ncomplete -F " + function + " " + program +
           "\n";
}

/// Single quotes of fish know two escapes.
inline std::string fish_quoted(const std::string& text) {
    std::string quoted = "'";
    for (const char character : text) {
        if (character == '\'' || character == '\\') quoted += '\\';
        quoted += character;
    }
    return quoted + "'";
}

inline std::string fish_options(const CLI::App& app, const std::string& start) {
    std::string text;
    for (const CLI::Option* each : app.get_options())
        for (const std::string& name : each->get_lnames())
            text += start + " -l " + name + " -d " + fish_quoted(each->get_description()) + "\n";
    return text;
}

inline std::string fish_script(const CLI::App& app, const std::string& program) {
    const std::string start = "complete -c " + program;
    std::string text = fish_options(app, start);
    for (const CLI::App* each : app.get_subcommands([](const CLI::App*) { return true; })) {
        text += start + " -f -n __fish_use_subcommand -a " + each->get_name() + " -d " +
                fish_quoted(each->get_description()) + "\n";
        text += fish_options(*each,
                             start + " -n '__fish_seen_subcommand_from " + each->get_name() + "'");
    }
    return text;
}

}  // namespace detail

/// Takes:    shell, one of bash, zsh, fish; program, its name on the command line.
inline answer completion(const CLI::App& app, const std::string& shell,
                         const std::string& program) {
    answer told;
    if (shell == "fish") told.text = detail::fish_script(app, program);
    else told.text = detail::bash_script(app, program);
    if (shell == "zsh") told.text = "autoload -U +X bashcompinit && bashcompinit\n" + told.text;
    told.object["script"] = told.text;
    return told;
}

}  // namespace orm::kit
