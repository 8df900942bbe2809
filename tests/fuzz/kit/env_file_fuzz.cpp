// SPDX-License-Identifier: MIT
// `.env` files: a complaint has its line, and what was read is read again from double quotes.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include <orm/kit/env_file.hpp>

namespace {

std::string in_double_quotes(std::string_view value) {
    std::string text = "\"";
    for (const char character : value) {
        if (character == '\n') text += "\\n";
        else if (character == '\r') text += "\\r";
        else if (character == '\t') text += "\\t";
        else {
            if (character == '"' || character == '\\' || character == '$') text += '\\';
            text += character;
        }
    }
    return text + "\"";
}

void check_again(const std::vector<orm::kit::env_entry>& entries) {
    std::string file;
    for (const auto& entry : entries)
        file += entry.name + "=" + in_double_quotes(entry.value) + "\n";
    const auto again = orm::kit::read_env(file, "again");
    if (again.size() != entries.size()) std::abort();
    for (std::size_t i = 0; i < entries.size(); ++i)
        if (again[i].name != entries[i].name || again[i].value != entries[i].value) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    std::vector<orm::kit::env_entry> entries;
    try {
        entries = orm::kit::read_env(text, "file");
    } catch (const orm::kit::env_file_error& wrong) {
        if (std::string_view(wrong.what()).substr(0, 5) != "file:") std::abort();
        return 0;
    }
    check_again(entries);
    return 0;
}
