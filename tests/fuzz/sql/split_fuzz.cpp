// SPDX-License-Identifier: MIT
// The splitter: the spans of the statements are the script, and a statement alone is one statement.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include <orm/sql/split.hpp>

namespace {

using orm::lexical::breakpoints;

void check(std::string_view script, breakpoints marks) {
    std::size_t at = 0;
    for (const auto& piece : orm::lexical::split_statements(script, marks)) {
        if (piece.span_begin != at || piece.begin < piece.span_begin || piece.end < piece.begin ||
            piece.span_end < piece.end)
            std::abort();
        at = piece.span_end;
        if (piece.is_empty() || !piece.terminated) continue;
        const std::string_view alone = piece.in(script);
        const auto again = orm::lexical::split_statements(alone, marks);
        if (again.size() != 1 || again[0].in(alone) != alone) std::abort();
    }
    if (at != script.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view script(reinterpret_cast<const char*>(data), size);
    check(script, breakpoints::ignored);
    check(script, breakpoints::marked);
    return 0;
}
