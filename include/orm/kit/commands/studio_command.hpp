// SPDX-License-Identifier: MIT
// `studio`: becomes the program that shows the database in the browser.
#pragma once

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <unistd.h>

#include <orm/kit/context.hpp>

namespace orm::kit {

/// The URL travels in the environment, for others can read command lines.
///
/// Throws:   error when the program is not installed; otherwise this process is the studio from here on.
[[noreturn]] inline void become_studio(const context& run, const std::string& program,
                                       const std::vector<std::string>& options) {
    ::setenv("DATABASE_URL", run.url().c_str(), 1);
    const std::string out = "--out=" + run.folder();
    std::vector<std::string> words{program, "studio", out};
    words.insert(words.end(), options.begin(), options.end());
    std::vector<char*> arguments;
    for (std::string& each : words) arguments.push_back(each.data());
    arguments.push_back(nullptr);
    ::execvp(program.c_str(), arguments.data());
    fail(program + " cannot be started: " + std::strerror(errno),
         "the studio is part of the program orm-kit; install it, or name it in the configuration "
         "(studio_program)");
}

/// See become_studio().
inline answer start_studio(const context& run, const std::string& program,
                           const std::vector<std::string>& options) {
    become_studio(run, program, options);
}

}  // namespace orm::kit
