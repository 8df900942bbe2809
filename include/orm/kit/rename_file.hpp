// SPDX-License-Identifier: MIT
// Answers about renames from a file.
#pragma once

#include <fstream>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include <orm/core/error.hpp>
#include <orm/diff/rename.hpp>

namespace orm::kit {

namespace detail {

/// `["public", "users", "name"]` → `public.users.name`.
inline std::string dotted(const nlohmann::json& parts) {
    std::string text;
    for (const nlohmann::json& part : parts)
        text += (text.empty() ? "" : ".") + part.get<std::string>();
    return text;
}

inline void add_answer(std::vector<diff::rename_answer>& answers, const nlohmann::json& entry) {
    if (entry.is_object()) {
        if (entry.value("type", "rename") == "rename")
            answers.push_back({dotted(entry.at("from")), dotted(entry.at("to"))});
        return;
    }
    const auto answer = diff::read_rename(entry.get<std::string>());
    if (!answer) throw error("renames: \"" + entry.get<std::string>() + "\" has no ->");
    answers.push_back(*answer);
}

}  // namespace detail

/// Reads a list of `"public.users->public.people"` and of Drizzle's hints
/// (`{"type":"rename","kind":"column","from":["public","t","a"],"to":["public","t","b"]}`).
///
/// Throws:   error when the file cannot be opened or is no such list.
inline std::vector<diff::rename_answer> read_rename_file(const std::string& path) {
    std::vector<diff::rename_answer> answers;
    if (path.empty()) return answers;
    std::ifstream file(path);
    if (!file) throw error("renames: cannot open " + path);
    try {
        for (const nlohmann::json& entry : nlohmann::json::parse(file))
            detail::add_answer(answers, entry);
    } catch (const nlohmann::json::exception& failure) {
        throw error("renames: " + path + ": " + failure.what());
    }
    return answers;
}

}  // namespace orm::kit
