// SPDX-License-Identifier: MIT
// Settings of one run: the process's environment, then `.env.{name}.local`, `.env.local` and `.env`.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

#include <orm/kit/env_file.hpp>
#include <orm/kit/paths.hpp>
#include <orm/migrate/files.hpp>

namespace orm::kit {

/// Which database, which stage. The first that sets a name wins; the process wins over all files.
class environment {
public:
    environment() = default;

    /// Takes:    root, the folder of the files; name, the environment's name or nothing.
    /// Throws:   env_file_error for a line that is no setting; error for a name that is no name.
    environment(const std::string& root, std::string name) : name_(std::move(name)) {
        require_name();
        if (!name_.empty()) add_file(joined(root, ".env." + name_ + ".local"));
        add_file(joined(root, ".env.local"));
        add_file(joined(root, ".env"));
    }

    const std::string& name() const { return name_; }

    std::optional<std::string> find(const std::string& variable) const {
        if (const char* value = std::getenv(variable.c_str())) return value;
        const auto found = values_.find(variable);
        if (found == values_.end()) return std::nullopt;
        return found->second.value;
    }

    /// `.env.local:3`, or `the process's environment`: for messages.
    std::string source_of(const std::string& variable) const {
        if (std::getenv(variable.c_str()) != nullptr) return "the process's environment";
        const auto found = values_.find(variable);
        return found == values_.end() ? "nowhere" : found->second.source;
    }

private:
    struct setting {
        std::string value;
        std::string source;
    };

    /// The name becomes part of a path.
    void require_name() const {
        const auto is_fine = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                   c == '_' || c == '-';
        };
        if (!std::all_of(name_.begin(), name_.end(), is_fine))
            throw error("environment: a name has letters, digits, '_' and '-' only",
                        source_location{});
    }

    void add_file(const std::string& path) {
        if (!migration::detail::file_exists(path)) return;
        const std::string text = migration::read_file(path, source_location{});
        for (env_entry& each : read_env(text, path))
            values_.try_emplace(each.name,
                                setting{each.value, path + ":" + std::to_string(each.line)});
    }

    std::string name_;
    std::map<std::string, setting> values_;
};

/// The environment's name: what `--env` says, else the variable ENVIRONMENT, else none.
inline std::string environment_name(const std::string& given) {
    if (!given.empty()) return given;
    const char* name = std::getenv("ENVIRONMENT");
    return name == nullptr ? std::string() : name;
}

}  // namespace orm::kit
