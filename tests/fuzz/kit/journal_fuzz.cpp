// SPDX-License-Identifier: MIT
// The journal of a migrations folder: read, or refused with its path.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <orm/kit/migration_list.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    orm::kit::migration_list list;
    try {
        orm::kit::detail::take_journal(list, text, "journal");
    } catch (const orm::error& refused) {
        if (std::string_view(refused.what()).find("journal") == std::string_view::npos)
            std::abort();
        return 0;
    }
    // What was read is written by nlohmann::json and read again as the same entries.
    orm::kit::migration_list again;
    orm::kit::detail::take_journal(again, list.journal.dump(), "journal");
    if (again.entries.size() != list.entries.size()) std::abort();
    for (std::size_t i = 0; i < list.entries.size(); ++i)
        if (again.entries[i].tag != list.entries[i].tag ||
            again.entries[i].when != list.entries[i].when)
            std::abort();
    return 0;
}
