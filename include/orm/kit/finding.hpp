// SPDX-License-Identifier: MIT
// What `check` finds.
#pragma once

#include <string>
#include <vector>

namespace orm::kit {

/// `code` is stable. An error fails the check, a warning only with --strict.
struct finding {
    std::string code;
    bool is_error = true;
    std::string where;
    std::string message;
};

using finding_list = std::vector<finding>;

}  // namespace orm::kit
