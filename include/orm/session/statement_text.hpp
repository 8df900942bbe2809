// SPDX-License-Identifier: MIT
// What tells statements apart beyond their tokens, and their text with a comment behind it.
#pragma once

#include <cstdint>
#include <string>

#include <orm/render/text_writer.hpp>

namespace orm::detail {

/// Its address tells statements with rows of different types apart.
template <class Row>
inline constexpr char row_key = 0;

template <class Row>
std::uint64_t seed_for() {
    return reinterpret_cast<std::uintptr_t>(&row_key<Row>);
}

/// Called when a connection sees a shape for the first time.
template <class = void>
void render_outline(const void* statement, std::string& out) {
    out += write_sql(*static_cast<const outline*>(statement)).view();
}

/// The same with a comment behind it.
struct commented_outline {
    const outline& statement;
    const std::string& comment;
};
template <class = void>
ORM_COLD void render_commented(const void* statement, std::string& out) {
    const auto& given = *static_cast<const commented_outline*>(statement);
    out.append(write_sql(given.statement).view()).append(given.comment);
}

/// The comment is part of the identity by its text: its address may be used again for another one.
template <class = void>
ORM_COLD std::uint64_t mix_text(std::uint64_t state, const std::string& text) {
    for (const char character : text) state = mix(state, static_cast<unsigned char>(character));
    return state;
}

}  // namespace orm::detail
