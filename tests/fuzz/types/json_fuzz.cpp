// SPDX-License-Identifier: MIT
// JSON texts for structs: what is read is printed, and what is printed reads back the same.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <orm/types/json_scan.hpp>
#include <orm/types/json_struct.hpp>

#include "codec_fuzz.hpp"

namespace fuzzed {

enum class color { red, green };

struct leaf {
    std::optional<double> number;
    std::vector<std::int8_t> small;
};

struct tree {
    std::string text;
    std::optional<color> shade;
    std::vector<leaf> leaves;
    std::map<std::string, orm::decimal> prices;
    std::optional<orm::json_text> rest;
};

template <class Value>
void check_json(std::string_view text) {
    using conversion = orm::json_conversion<Value>;
    std::string printed;
    try {
        orm::detail::json_scan(text).require_harmless();
    } catch (const orm::error&) {
    }
    try {
        printed = conversion::print(conversion::parse(text));
    } catch (const orm::error&) {
        return;
    }
    if (conversion::print(conversion::parse(printed)) != printed) std::abort();
}

}  // namespace fuzzed

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0] % 4) {
        case 0: fuzzed::check_json<fuzzed::tree>(text); break;
        case 1: fuzzed::check_json<fuzzed::leaf>(text); break;
        case 2: fuzzed::check_json<std::string>(text); break;
        default: fuzzed::check_json<orm::json_text>(text); break;
    }
    return 0;
}
