// SPDX-License-Identifier: MIT
// The files of the page, which travel inside the program.
#pragma once

#include <string_view>

#include <orm/studio/asset_data.hpp>

namespace orm::studio {

/// Gives:    nullptr when there is no such file.
inline const asset* find_asset(std::string_view path) {
    for (const asset& each : assets)
        if (each.path == path) return &each;
    return nullptr;
}

}  // namespace orm::studio
