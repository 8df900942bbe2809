// SPDX-License-Identifier: MIT
// Readers of values in text: what is read is printed, and what is printed reads back the same.
#include <orm/types.hpp>

#include "codec_fuzz.hpp"

namespace {

template <class Read>
void check_text(std::string_view text, Read read) {
    std::string printed;
    try {
        printed = read(text);
    } catch (const orm::error&) {
        return;
    }
    if (read(printed) != printed) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 7) {
        case 0: check_text(text, [](auto given) { return orm::decimal(given).to_string(); }); break;
        case 1:
            check_text(text, [](auto given) { return orm::pg::uuid::parse(given).to_string(); });
            break;
        case 2:
            check_text(text, [](auto given) { return orm::pg::inet::parse(given).to_string(); });
            break;
        case 3:
            check_text(text, [](auto given) { return orm::pg::cidr::parse(given).to_string(); });
            break;
        case 4:
            check_text(text, [](auto given) { return orm::pg::macaddr::parse(given).to_string(); });
            break;
        case 5:
            check_text(text,
                       [](auto given) { return orm::pg::macaddr8::parse(given).to_string(); });
            break;
        default:
            check_text(text, [](auto given) { return orm::bit_string(given).to_string(); });
            break;
    }
    return 0;
}
