// SPDX-License-Identifier: MIT
// What a command gives: a status, a text for people, an object for programs.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <orm/core/error.hpp>
#include <orm/kit/exit_status.hpp>

namespace orm::kit {

using ordered_json = nlohmann::ordered_json;

/// `text` is what standard output gets, `object` what it gets with `--json`: the members of the
/// command's own, to which `command` and `status` are added.
struct answer {
    exit_status status = exit_status::done;
    std::string text;
    ordered_json object = ordered_json::object();
    std::string word = "ok";
};

/// Questions that only a person can answer, where nobody can be asked. Nothing was done.
class open_questions : public error {
public:
    open_questions(std::string message, ordered_json questions)
        : error(std::move(message), source_location{}), questions_(std::move(questions)) {}

    const ordered_json& questions() const { return questions_; }

private:
    ordered_json questions_;
};

/// Somebody said no. Nothing was done.
struct cancelled : error {
    cancelled() : error("cancelled; nothing was changed", source_location{}) {}
};

/// A mistake that the user can mend, without a line of C++ in the message.
[[noreturn]] inline void fail(std::string message, std::string hint = {}) {
    error_details details;
    details.message = std::move(message);
    details.hint = std::move(hint);
    throw error(std::move(details));
}

}  // namespace orm::kit
