// SPDX-License-Identifier: MIT
// Renames are asked for, never guessed: questions, answers, and answers from a list.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <orm/diff/object.hpp>

namespace orm::diff {

/// "Is `created` new, or is it one of `dropped` under a new name or in a new schema?"
///
/// Members of a table that is itself renamed are asked for under the new name of the table.
struct rename_question {
    object_kind kind = object_kind::table;
    address created;
    std::vector<address> dropped;
};

/// Gives the position in `dropped`, or nothing for "it is new".
using rename_decision = std::function<std::optional<std::size_t>(const rename_question&)>;

/// Everything is new.
inline std::optional<std::size_t> no_renames(const rename_question&) { return std::nullopt; }

/// One answer given beforehand: `public.users.name` became `public.users.full_name`.
struct rename_answer {
    std::string from;
    std::string to;
};

/// Splits `public.users->public.people`. Gives nothing when there is no arrow.
inline std::optional<rename_answer> read_rename(const std::string& line) {
    const std::size_t arrow = line.find("->");
    if (arrow == std::string::npos) return std::nullopt;
    return rename_answer{line.substr(0, arrow), line.substr(arrow + 2)};
}

/// Answers from a list; what the list does not name is new.
inline rename_decision renames_from(std::vector<rename_answer> answers) {
    return [list = std::move(answers)](const rename_question& question) {
        for (const rename_answer& answer : list) {
            if (answer.to != question.created.dotted()) continue;
            for (std::size_t at = 0; at < question.dropped.size(); ++at)
                if (question.dropped[at].dotted() == answer.from) return std::optional(at);
        }
        return std::optional<std::size_t>();
    };
}

}  // namespace orm::diff
