// SPDX-License-Identifier: MIT
// What the kit's exit statuses mean; scripts build on them.
#pragma once

namespace orm::kit {

enum class exit_status {
    done = 0,       ///< everything asked for is done, or there was nothing to do
    failed = 1,     ///< an error; nothing is half done unless the message says so
    question = 2,   ///< an answer is missing and there is no terminal to ask; nothing was done
    findings = 3,   ///< check found something; status found an edited or missing migration
    cancelled = 4,  ///< somebody said no; nothing was done
    usage = 64,     ///< the command line makes no sense
};

}  // namespace orm::kit
