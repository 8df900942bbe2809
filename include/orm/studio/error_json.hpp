// SPDX-License-Identifier: MIT
// A failure as the page shows it.
#pragma once

#include <orm/core/error.hpp>
#include <orm/studio/json_text.hpp>

namespace orm::studio {

/// The server's words with what it says about the place. DETAIL quotes the user's own rows: the page
/// may show them, a log may not.
inline json error_json(const error& failure) {
    json told = {{"message", failure.message()}};
    const auto add = [&](const char* name, const std::string& text) {
        if (!text.empty()) told[name] = text;
    };
    add("sqlstate", failure.sqlstate());
    add("detail", failure.detail());
    add("hint", failure.hint());
    add("table", failure.table());
    add("column", failure.column());
    add("constraint", failure.constraint());
    return told;
}

}  // namespace orm::studio
