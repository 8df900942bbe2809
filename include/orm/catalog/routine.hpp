// SPDX-License-Identifier: MIT
// Functions, procedures and triggers, carried as the text that creates them.
#pragma once

#include <string>

namespace orm::catalog {

/// `signature` is the argument list that identifies the overload; `definition` is the whole
/// CREATE statement without the closing semicolon.
struct routine {
    std::string schema;
    std::string name;
    std::string signature;
    bool is_procedure = false;
    std::string definition;
    std::string comment;

    friend bool operator==(const routine&, const routine&) = default;
};

/// `definition` is the whole CREATE TRIGGER statement without the closing semicolon.
struct trigger {
    std::string name;
    std::string definition;
    std::string comment;

    friend bool operator==(const trigger&, const trigger&) = default;
};

}  // namespace orm::catalog
